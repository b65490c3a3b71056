package dev.virtualip.crds.schema;

import dev.virtualip.crds.v1alpha1.EffectiveSettings;
import dev.virtualip.crds.v1alpha1.HeardVirtualRouter;
import dev.virtualip.crds.v1alpha1.InterfaceStatus;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.util.Map;
import java.util.function.Consumer;

/** The rules of statuses: bounds, and nothing that could refuse a report that is true. */
final class StatusRules {
    private static final Text NAME = Text.of(253);
    private static final Text ADDRESS = Text.of(64);
    private static final Text INTERFACE = Text.of(63);
    private static final Text TIME = Text.of(64);
    private static final Text WORD = Text.of(64);
    private static final Text SUMMARY = Text.of(1024);

    static final Map<Class<?>, Consumer<Shape>> ALL = Map.ofEntries(
            entry(VirtualIPStatus.class, StatusRules::virtualIP),
            entry(VirtualIPPoolStatus.class, StatusRules::pool),
            entry(VirtualIPPoolStatus.FamilyUsage.class, StatusRules::familyUsage),
            entry(
                    VirtualIPPoolStatus.ForeignAddress.class,
                    foreign -> foreign.text("address", ADDRESS)
                            .text("mac", WORD)
                            .text("node", NAME)
                            .text("since", TIME)),
            entry(VirtualIPStatus.RouterSummary.class, StatusRules::routerSummary),
            entry(VirtualIPStatus.NodeSummary.class, StatusRules::nodeSummary),
            entry(
                    VirtualIPStatus.Move.class,
                    move -> move.text("from", NAME)
                            .text("to", NAME)
                            .text("time", TIME)
                            .text("reason", WORD)),
            entry(
                    VirtualIPStatus.PlannedMove.class,
                    move -> move.text("to", NAME)
                            .text("phase", WORD)
                            .text("startedAt", TIME)
                            .text("message", SUMMARY)),
            entry(EffectiveSettings.class, StatusRules::effective),
            entry(VRRPRouterStatus.class, StatusRules::router),
            entry(VirtualRouterStatus.class, StatusRules::virtualRouter),
            entry(
                    VirtualRouterStatus.HealthCheckStatus.class,
                    check -> check.text("name", NAME).text("since", TIME).text("lastError", SUMMARY)),
            entry(
                    VirtualRouterStatus.AddressInUse.class,
                    used -> used.text("address", ADDRESS).text("mac", WORD)),
            entry(InterfaceStatus.class, StatusRules::interfaceStatus),
            entry(HeardVirtualRouter.class, StatusRules::heard));

    private StatusRules() {}

    private static Map.Entry<Class<?>, Consumer<Shape>> entry(Class<?> record, Consumer<Shape> rules) {
        return Map.entry(record, rules);
    }

    private static void pool(Shape status) {
        status.count("observedGeneration");
        status.count("total");
        status.count("used");
        status.count("free");
        status.list("families", 2);
        status.list("foreign", VirtualIPPoolStatus.MAX_FOREIGN);
        conditions(status);
    }

    private static void familyUsage(Shape usage) {
        usage.count("total");
        usage.count("used");
        usage.count("free");
        usage.text("family", SUMMARY).required("family");
    }

    private static void virtualIP(Shape status) {
        status.count("observedGeneration");
        status.count("moves");
        conditions(status);
        status.text("activeNode", SUMMARY)
                .text("interface", SUMMARY)
                .number("virtualRouterID", 1, 255)
                .texts("addresses", 64, ADDRESS)
                .texts("answeredAddresses", 64, ADDRESS)
                .text("addressSummary", SUMMARY)
                .text("backupSummary", Text.of(32768))
                .list("virtualRouters", 16);
    }

    private static void routerSummary(Shape router) {
        router.text("name", NAME)
                .text("family", WORD)
                .number("virtualRouterID", 1, 255)
                .text("activeNode", SUMMARY)
                .texts("sharedWith", 1024, NAME)
                .list("nodes", 256);
    }

    private static void nodeSummary(Shape node) {
        node.text("name", NAME)
                .text("interface", INTERFACE)
                .text("vrrpInterface", INTERFACE)
                .text("state", WORD)
                .number("priority", 0, 255)
                .number("effectivePriority", 0, 255)
                .texts("failedHealthChecks", 16, NAME)
                .text("since", TIME);
    }

    private static void effective(Shape effective) {
        effective
                .text("addressLabel", INTERFACE)
                .text("addressLifetime", WORD)
                .number("maxCandidates", 0, Integer.MAX_VALUE)
                .text("advertisementInterval", WORD)
                .text("moveGroup", NAME)
                .number("version", 2, 3);
    }

    private static void router(Shape status) {
        status.count("observedGeneration").text("recentLateness", WORD);
        conditions(status);
        status.list("interfaces", VRRPRouterStatus.MAX_INTERFACES)
                .list("virtualRouters", VRRPRouterSpec.MAX_VIRTUAL_ROUTERS)
                .list("heardVirtualRouters", VRRPRouterStatus.MAX_HEARD);
    }

    private static void virtualRouter(Shape router) {
        router.count("transitions");
        router.text("name", NAME)
                .text("interface", INTERFACE)
                .text("vrrpInterface", INTERFACE)
                .number("virtualRouterID", 1, 255)
                .texts("addresses", 512, ADDRESS)
                .text("state", WORD)
                .number("priority", 0, 255)
                .number("effectivePriority", 0, 255)
                .text("activeRouter", ADDRESS)
                .text("otherActiveRouter", ADDRESS)
                .text("previousActiveRouter", ADDRESS)
                .text("sourceAddress", ADDRESS)
                .text("since", TIME)
                .text("reason", WORD)
                .text("addressLifetime", WORD)
                .list("healthChecks", 16)
                .list("addressesInUse", 16)
                // Two conditions of one type may hold at once, each with its own reason.
                .list("conditions", 16);
    }

    private static void interfaceStatus(Shape status) {
        status.text("name", INTERFACE).text("mac", WORD).texts("addresses", InterfaceStatus.MAX_ADDRESSES, ADDRESS);
    }

    private static void heard(Shape heard) {
        heard.text("interface", INTERFACE)
                .number("virtualRouterID", 0, 255)
                .text("source", ADDRESS)
                .number("version", 0, 255);
    }

    private static void conditions(Shape status) {
        status.listByKey("conditions", 16, "type");
    }
}
