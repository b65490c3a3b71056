package dev.virtualip.crds;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The rules for one virtual router by itself, its protocol settings apart. */
final class VirtualRouterRules {
    private static final int MAX_VIRTUAL_IPS = 255;
    /** The kernel's IFNAMSIZ, which bounds interface names and address labels, less the final zero byte. */
    private static final int MAX_INTERFACE_BYTES = 15;

    private final Problems problems;
    private final AddressRules addressRules;

    VirtualRouterRules(Problems problems) {
        this.problems = problems;
        this.addressRules = new AddressRules(problems);
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
        checkAnnouncements(router.announcementsOrDefault(), checked.at("announcements"));
        checkNotYet(checked);
        return checked;
    }

    private void requireName(@Nullable String name, String path) {
        if (name == null) {
            problems.add(path, "missing; give a name that is unique on the node");
            return;
        }
        requireWellFormed(name, path);
    }

    private void requireWellFormed(String name, String path) {
        problems.require(
                Names.isName(name, Names.MAX_CHARACTERS),
                path,
                QuotedText.of(name) + " is not a name; use at most 63 lower case letters, digits, '-' and '.',"
                        + " with a letter or digit at both ends");
    }

    private void requireInterface(@Nullable String name, String path) {
        if (name == null) {
            problems.add(path, "missing; give the name of the network interface");
            return;
        }
        boolean known = isKernelName(name, c -> c > ' ' && c != '/' && c != ':' && !Character.isISOControl(c));
        problems.require(
                known && !name.equals(".") && !name.equals(".."),
                path,
                QuotedText.of(name) + " cannot be an interface; give a name of 1..15 bytes as ip link shows it");
    }

    private void checkBinding(CheckedRouter checked) {
        VirtualRouter router = checked.router();
        checkLabel(checked, router.addressLabel());
        problems.require(
                !(checked.isIpv6() && Boolean.TRUE.equals(router.bindPrefix())),
                checked.at("bindPrefix"),
                "is for IPv4: an IPv6 address never harms the host's own route; remove bindPrefix");
        String path = checked.at("addressLifetime");
        long nanos = problems.duration(router.addressLifetimeOrDefault(), path);
        boolean wholeSeconds = nanos % Durations.parse("1s") == 0;
        problems.require(
                nanos < 0 || (wholeSeconds && nanos <= Durations.parse("60s")),
                path,
                router.addressLifetimeOrDefault() + " cannot be a lifetime; give whole seconds, 1s..60s,"
                        + " or 0s for permanent");
    }

    private void checkLabel(CheckedRouter checked, @Nullable String label) {
        if (label == null) {
            return;
        }
        String path = checked.at("addressLabel");
        problems.require(
                isKernelName(label, c -> c > ' ' && !Character.isISOControl(c)),
                path,
                QuotedText.of(label) + " cannot be a label; give 1..15 bytes without spaces, such as eth1:1");
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
            requireWellFormed(router.moveGroup(), checked.at("moveGroup"));
        }
        checkPreempt(checked, router.preemptOrDefault());
    }

    private void checkPreempt(CheckedRouter checked, Preempt preempt) {
        String path = checked.at("preempt.delay");
        boolean delayed = problems.requireDuration(preempt.delayOrDefault(), "0s", "1000s", path) > 0;
        boolean never = preempt.policyOrDefault() == Preempt.Policy.NEVER;
        boolean owner = checked.router().priorityOrDefault() == 255;
        problems.require(!(delayed && never), path, "has no effect with policy Never; remove it or use Always");
        problems.require(
                !(owner && never),
                checked.at("preempt.policy"),
                "Never cannot be with priority 255: the owner always preempts; use Always or a lower priority");
        problems.require(
                !(owner && delayed && !never),
                path,
                "cannot be with priority 255: the owner is Active at once; remove it or lower the priority");
    }

    private void checkAnnouncements(Announcements announcements, String path) {
        problems.requireRange(announcements.repeatOrDefault(), 1, 100, path + ".repeat");
        problems.requireDuration(announcements.intervalOrDefault(), "0s", "10s", path + ".interval");
        problems.requireDuration(announcements.delayOrDefault(), "0s", "60s", path + ".delay");
        String refresh = announcements.refreshOrDefault();
        long nanos = problems.duration(refresh, path + ".refresh");
        boolean fits = nanos <= 0 || (nanos >= Durations.parse("1s") && nanos <= Durations.parse("60m"));
        problems.require(fits, path + ".refresh", refresh + " is out of range; give 1s..60m, or 0s for never");
    }

    private void checkNotYet(CheckedRouter checked) {
        problems.require(
                checked.router().acceptMode() != AcceptMode.DROP,
                checked.at("acceptMode"),
                "Drop is not yet supported; use Accept");
        List<HealthCheck> healthChecks = checked.router().healthChecks();
        problems.require(
                healthChecks.isEmpty(), checked.at("healthChecks"), "health checks are not yet supported; remove them");
    }

    private static boolean isKernelName(String name, IntPredicate allowed) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= 1 && bytes <= MAX_INTERFACE_BYTES && name.codePoints().allMatch(allowed);
    }
}
