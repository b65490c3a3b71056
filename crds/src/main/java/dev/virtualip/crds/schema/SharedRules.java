package dev.virtualip.crds.schema;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.Announcements;
import dev.virtualip.crds.v1alpha1.Authentication;
import dev.virtualip.crds.v1alpha1.LabelSelector;
import dev.virtualip.crds.v1alpha1.Preempt;
import dev.virtualip.crds.v1alpha1.Vrrp;
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
        vrrp.number("virtualRouterID", 1, 255).oneOf("version", 2, 3).texts("allowedSources", 255, AddressTexts.ALONE);
    }

    private static void authentication(Shape authentication) {
        authentication
                .without("password")
                .required("type")
                .rules(Rule.of(
                                "self.type != 'Password' || has(self.secretRef)",
                                "missing; name the Secret and its key that hold the password")
                        .on(".secretRef"));
    }

    private static void secretRef(Shape secretRef) {
        secretRef
                .text("name", Texts.OBJECT_NAME)
                .text("key", Texts.SECRET_KEY)
                .required("name", "key")
                .atomic();
    }

    private static void preempt(Shape preempt) {
        String delayed = "has(self.delay) && " + DurationRules.isDuration("self.delay")
                + " && duration(self.delay) > duration('0s')";
        preempt.text("delay", DurationRules.between("0s", "1000s"))
                .rules(Rule.of(
                                "!(has(self.policy) && self.policy == 'Never' && " + delayed + ")",
                                "has no effect with policy Never; remove it or use Always")
                        .on(".delay"));
    }

    private static void announcements(Shape announcements) {
        announcements
                .number("repeat", 1, 100)
                .text("interval", DurationRules.between("0s", "10s"))
                .text("delay", DurationRules.between("0s", "60s"))
                .text("refresh", DurationRules.betweenOrZero("1s", "60m"));
    }

    private static void labelSelector(Shape selector) {
        selector.textsByName("matchLabels", 32, 63)
                .rulesOf("matchLabels", Texts.LABELS)
                .list("matchExpressions", 8)
                .atomic();
    }

    private static void requirement(Shape requirement) {
        requirement
                .text("key", Texts.LABEL_KEY)
                .oneOf("operator", "In", "NotIn", "Exists", "DoesNotExist")
                .texts("values", 100, Texts.LABEL_VALUE)
                .required("key", "operator")
                .rules(
                        Rule.of(
                                        "!(self.operator in ['In', 'NotIn']) || (has(self.values) &&"
                                                + " self.values.size() > 0)",
                                        "missing; In and NotIn compare with values: give at least one")
                                .on(".values"),
                        Rule.of(
                                        "self.operator in ['In', 'NotIn'] || !has(self.values) || self.values.size()"
                                                + " == 0",
                                        "cannot be with Exists and DoesNotExist; remove them")
                                .on(".values"));
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
