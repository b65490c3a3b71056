package dev.virtualip.crds.schema;

import dev.virtualip.crds.v1alpha1.HealthCheck;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import java.util.Map;
import java.util.function.Consumer;

/** The rules of what the operator writes: VRRPRouter. */
final class RouterRules {
    private static final int MAX_ADDRESSES = 255;

    static final Map<Class<?>, Consumer<Shape>> ALL = Map.of(
            VRRPRouterSpec.class, RouterRules::spec,
            VirtualRouter.class, RouterRules::virtualRouter,
            // In files only: the schema has none of them.
            VRRPRouterSpec.Notification.class, notification -> {},
            VRRPRouterSpec.Mail.class, mail -> {},
            VRRPRouterSpec.Webhook.class, webhook -> {});

    private RouterRules() {}

    private static void spec(Shape spec) {
        spec.list("virtualRouters", VRRPRouterSpec.MAX_VIRTUAL_ROUTERS)
                .required("virtualRouters")
                .without("notifications");
    }

    private static void virtualRouter(Shape router) {
        router.text("name", Texts.NAME)
                .texts("virtualIPs", 255, Texts.OBJECT_NAME)
                .text("interface", Texts.INTERFACE)
                .texts("addresses", MAX_ADDRESSES, AddressTexts.WITH_PREFIX)
                .texts("extraAddresses", MAX_ADDRESSES, AddressTexts.WITH_PREFIX)
                .text("addressLabel", Texts.ADDRESS_LABEL)
                .text("addressLifetime", DurationRules.between("0s", "60s"))
                .text("release", Text.of(63))
                .number("priority", 1, 255)
                .text("advertisementInterval", DurationRules.any())
                .text("sourceAddress", AddressTexts.ALONE)
                .texts("unicastPeers", MAX_ADDRESSES, AddressTexts.ALONE)
                .text("moveGroup", Texts.NAME)
                .list("healthChecks", HealthCheck.MAX)
                .listOfSome("addresses", MAX_ADDRESSES)
                .required("name", "interface", "addresses", "vrrp")
                .inside("vrrp")
                .required("virtualRouterID")
                .inside("interface")
                .without("pattern");
    }
}
