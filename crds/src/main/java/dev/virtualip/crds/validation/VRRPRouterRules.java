package dev.virtualip.crds.validation;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.QuotedText;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.validation.CheckedRouter.PlacedAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules for a VRRPRouter. Finds all problems at once, each with its place and the remedy. */
public final class VRRPRouterRules {
    private final Problems problems;
    private final List<CheckedRouter> routers = new ArrayList<>();

    private VRRPRouterRules(Set<String> unreadable) {
        this.problems = new Problems(unreadable);
    }

    /** The problems of a spec as an object of Kubernetes has it, at most 100. */
    public static List<Problem> checkObject(VRRPRouterSpec spec) {
        return checkObject(spec, Set.of());
    }

    /** The same for an object of which something could not be read, as in {@link #check(VRRPRouterSpec, Set)}. */
    public static List<Problem> checkObject(VRRPRouterSpec spec, Set<String> unreadable) {
        return check(spec, unreadable, false);
    }

    /** The problems of a spec as a file has it, at most 100; none: it can be carried out. */
    public static List<Problem> check(VRRPRouterSpec spec) {
        return check(spec, Set.of());
    }

    /**
     * The problems of a spec of which something could not be read.
     *
     * @param spec what could be read
     * @param unreadable the places that could not, as in {@code spec.virtualRouters[0].vrrp.version}: nothing is said
     *     about them, nor about what depends on them
     */
    public static List<Problem> check(VRRPRouterSpec spec, Set<String> unreadable) {
        return check(spec, unreadable, true);
    }

    private static List<Problem> check(VRRPRouterSpec spec, Set<String> unreadable, boolean inFile) {
        VRRPRouterRules rules = new VRRPRouterRules(unreadable);
        rules.checkSpec(spec, inFile);
        return rules.problems.list();
    }

    private void checkSpec(VRRPRouterSpec spec, boolean inFile) {
        new NotificationRules(problems).check(spec.notifications(), "spec.notifications");
        int count = spec.virtualRouters().size();
        problems.requireSize(spec.virtualRouters(), VRRPRouterSpec.MAX_VIRTUAL_ROUTERS, "spec.virtualRouters");
        VirtualRouterRules rules = new VirtualRouterRules(problems, inFile);
        for (int i = 0; i < Math.min(count, VRRPRouterSpec.MAX_VIRTUAL_ROUTERS); i++) {
            routers.add(rules.check(
                    "spec.virtualRouters[" + i + "]", spec.virtualRouters().get(i)));
        }
        requireUniqueNames();
        requireUniqueIds();
        requireUniqueAddresses();
        new MoveGroupRules(problems).check(routers);
    }

    private void requireUniqueNames() {
        Map<String, CheckedRouter> byName = new HashMap<>();
        for (CheckedRouter router : routers) {
            String name = router.router().name();
            boolean repeated = name != null && byName.putIfAbsent(name, router) != null;
            problems.require(
                    !repeated, router.at("name"), QuotedText.of(router.label()) + " is used twice; rename one");
        }
    }

    private void requireUniqueIds() {
        record Id(@Nullable String interfaceName, boolean ipv6, int virtualRouterId) {}
        Map<Id, CheckedRouter> byId = new HashMap<>();
        for (CheckedRouter router : routers) {
            Integer virtualRouterId = router.router().vrrpOrDefault().virtualRouterID();
            String interfaceName = router.router().vrrpInterfaceNameOrDefault();
            boolean comparable = interfaceName != null && router.ipv6() != null;
            if (virtualRouterId == null || !comparable || !problems.sound(router.at("vrrp.virtualRouterID"))) {
                continue;
            }
            Id id = new Id(interfaceName, router.isIpv6(), virtualRouterId);
            CheckedRouter other = byId.putIfAbsent(id, router);
            if (other != null) {
                problems.add(
                        router.at("vrrp.virtualRouterID"),
                        "%d is taken on %s by %s; give another"
                                .formatted(virtualRouterId, id.interfaceName(), other.label()));
            }
        }
    }

    private void requireUniqueAddresses() {
        record Claim(@Nullable String interfaceName, InetAddress address) {}
        Map<Claim, CheckedRouter> claims = new HashMap<>();
        for (CheckedRouter router : routers) {
            for (PlacedAddress placed : router.addresses()) {
                Claim claim = new Claim(
                        router.router().interfaceName(), placed.prefix().address());
                CheckedRouter other = claims.putIfAbsent(claim, router);
                if (other != null) {
                    problems.add(placed.path(), repeated(claim.address(), router, other));
                }
            }
        }
    }

    private static String repeated(InetAddress address, CheckedRouter router, CheckedRouter other) {
        String where = other.equals(router) ? "is given twice" : "is an address of " + other.label() + " too";
        return AddressText.format(address) + " " + where + "; remove one";
    }
}
