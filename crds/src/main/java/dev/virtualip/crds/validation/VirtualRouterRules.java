package dev.virtualip.crds.validation;

import dev.virtualip.crds.format.Names;
import dev.virtualip.crds.v1alpha1.AcceptMode;
import dev.virtualip.crds.v1alpha1.Preempt;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import org.jspecify.annotations.Nullable;

/** The rules for one virtual router by itself, its protocol settings apart. */
final class VirtualRouterRules {
    private static final int MAX_VIRTUAL_IPS = 255;

    private final Problems problems;
    private final FieldRules fields;
    private final AddressRules addressRules;
    private final HealthCheckValidator healthChecks;

    VirtualRouterRules(Problems problems, boolean inFile) {
        this.problems = problems;
        this.fields = new FieldRules(problems);
        this.addressRules = new AddressRules(problems);
        this.healthChecks = new HealthCheckValidator(problems, inFile);
    }

    /** Checks one virtual router. */
    CheckedRouter check(String path, VirtualRouter router) {
        requireName(router.name(), path + ".name");
        problems.requireSize(router.virtualIPs(), MAX_VIRTUAL_IPS, path + ".virtualIPs");
        requireInterface(router.interfaceName(), path + ".interface");
        CheckedRouter checked = addressRules.read(path, router);
        checkBinding(checked);
        checkElection(checked);
        new VrrpRules(problems, addressRules).check(checked);
        fields.announcements(router.announcementsOrDefault(), checked.at("announcements"));
        healthChecks.check(router.healthChecks(), checked.at("healthChecks"));
        checkNotYet(checked);
        return checked;
    }

    private void requireName(@Nullable String name, String path) {
        if (name == null) {
            problems.add(path, "missing; give a name that is unique on the node");
            return;
        }
        fields.name(name, path);
    }

    private void requireInterface(@Nullable String name, String path) {
        if (name == null) {
            problems.add(path, "missing; give the name of the network interface");
            return;
        }
        fields.interfaceName(name, path);
    }

    private void checkBinding(CheckedRouter checked) {
        VirtualRouter router = checked.router();
        checkLabel(checked, router.addressLabel());
        problems.require(
                !(checked.isIpv6() && Boolean.TRUE.equals(router.bindPrefix())),
                checked.at("bindPrefix"),
                "is for IPv4: an IPv6 address never harms the host's own route; remove bindPrefix");
        fields.addressLifetime(router.addressLifetimeOrDefault(), checked.at("addressLifetime"));
    }

    private void checkLabel(CheckedRouter checked, @Nullable String label) {
        if (label == null) {
            return;
        }
        String path = checked.at("addressLabel");
        fields.addressLabel(label, path);
        problems.require(!checked.isIpv6(), path, "is for IPv4: IPv6 addresses have no label; remove addressLabel");
    }

    private void checkElection(CheckedRouter checked) {
        VirtualRouter router = checked.router();
        problems.requireRange(router.priorityOrDefault(), 1, 255, checked.at("priority"));
        String release = router.release();
        problems.require(
                release == null || release.isEmpty() || router.priorityOrDefault() < 255,
                checked.at("release"),
                "cannot be with priority 255: the owner takes over again at once; remove it or lower the priority");
        problems.require(
                release == null || release.length() <= Names.MAX_CHARACTERS,
                checked.at("release"),
                "is too long; give at most 63 characters");
        if (router.moveGroup() != null) {
            fields.name(router.moveGroup(), checked.at("moveGroup"));
        }
        checkPreempt(checked, router.preemptOrDefault());
    }

    private void checkPreempt(CheckedRouter checked, Preempt preempt) {
        boolean delayed = fields.preempt(preempt, checked.at("preempt"));
        boolean never = preempt.policyOrDefault() == Preempt.Policy.NEVER;
        boolean owner = checked.router().priorityOrDefault() == 255;
        problems.require(
                !(owner && never),
                checked.at("preempt.policy"),
                "Never cannot be with priority 255: the owner always preempts; use Always or a lower priority");
        problems.require(
                !(owner && delayed && !never),
                checked.at("preempt.delay"),
                "cannot be with priority 255: the owner is Active at once; remove it or lower the priority");
    }

    private void checkNotYet(CheckedRouter checked) {
        problems.require(
                checked.router().acceptMode() != AcceptMode.DROP,
                checked.at("acceptMode"),
                "Drop is not yet supported; use Accept");
    }
}
