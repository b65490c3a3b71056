package dev.virtualip.crds.schema;

import dev.virtualip.crds.Announcements;
import dev.virtualip.crds.Authentication;
import dev.virtualip.crds.Condition;
import dev.virtualip.crds.LabelSelector;
import dev.virtualip.crds.Preempt;
import dev.virtualip.crds.Vrrp;
import java.util.Map;
import java.util.function.Consumer;

/** The rules of the records that several kinds have. */
final class SharedRules {
    static final Map<Class<?>, Consumer<Shape>> ALL = Map.of(
            Vrrp.class, SharedRules::vrrp,
            Authentication.class, SharedRules::authentication,
            Authentication.SecretRef.class, SharedRules::secretRef,
            Preempt.class, SharedRules::preempt,
            Announcements.class, SharedRules::announcements,
            LabelSelector.class, SharedRules::labelSelector,
            LabelSelector.Requirement.class, SharedRules::requirement,
            Condition.class, SharedRules::condition);

    private SharedRules() {}

    private static void vrrp(Shape vrrp) {
        vrrp.number("virtualRouterID", 1, 255).oneOf("version", 2, 3).texts("allowedSources", 255, Texts.HOST);
    }

    private static void authentication(Shape authentication) {
        authentication.without("password").required("type");
    }

    private static void secretRef(Shape secretRef) {
        secretRef
                .text("name", Texts.OBJECT_NAME)
                .text("key", new Text(253, "^[-._a-zA-Z0-9]+$", java.util.List.of()))
                .required("name", "key")
                .atomic();
    }

    private static void preempt(Shape preempt) {
        preempt.text("delay", Texts.duration("0s", "1000s"));
    }

    private static void announcements(Shape announcements) {
        announcements
                .number("repeat", 1, 100)
                .text("interval", Texts.duration("0s", "10s"))
                .text("delay", Texts.duration("0s", "60s"))
                .text("refresh", Texts.duration("0s", "60m"));
    }

    private static void labelSelector(Shape selector) {
        selector.textsByName("matchLabels", 32, Text.of(63))
                .list("matchExpressions", 32)
                .atomic();
    }

    private static void requirement(Shape requirement) {
        requirement
                .text("key", Text.of(317))
                .oneOf("operator", "In", "NotIn", "Exists", "DoesNotExist")
                .texts("values", 256, Text.of(63))
                .required("key", "operator");
    }

    private static void condition(Shape condition) {
        condition
                .text("type", Text.of(316))
                .oneOf("status", "True", "False", "Unknown")
                .text("reason", Text.of(1024))
                .text("message", Text.of(32768))
                .text("lastTransitionTime", Text.of(64))
                .count("observedGeneration")
                .required("type", "status");
    }
}
