package dev.virtualip.crds.schema;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.virtualip.crds.v1alpha1.HealthCheck;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import java.util.Map;
import java.util.function.Consumer;

/** The rules of what people write: VirtualIP and VirtualIPPool. */
final class WantedRules {
    static final Map<Class<?>, Consumer<Shape>> ALL = Map.of(
            VirtualIPSpec.class, WantedRules::virtualIP,
            VirtualIPSpec.InterfaceSelector.class, WantedRules::interfaceSelector,
            VirtualIPSpec.PreferredNode.class, WantedRules::preferredNode,
            VirtualIPSpec.ServiceAdmission.class, _ -> {},
            VirtualIPPoolSpec.class, WantedRules::pool,
            VirtualIPPoolSpec.Template.class, WantedRules::template);

    private static final int MAX_POOL_PRIORITY = 1_000_000;

    private WantedRules() {}

    private static void virtualIP(Shape spec) {
        shared(spec);
        spec.texts("addresses", 16, AddressTexts.WITH_PREFIX)
                .text("pool", Texts.NAME)
                .list("ipFamilies", 2)
                .texts("notify", 16, Texts.NAME)
                .rulesOf("addresses", AddressTexts.distinct())
                .rules(Rule.of(
                                "(has(self.addresses) && self.addresses.size() > 0) || has(self.pool)",
                                "missing; give an address such as 192.0.2.10/24, or the pool to take one from")
                        .on(".addresses"))
                .rules(Rule.of(
                                "!has(self.ipFamilies) || has(self.pool)",
                                "is for a pool to take addresses from; give the pool, or remove ipFamilies")
                        .on(".ipFamilies"))
                .rules(IPv4Only.RULES)
                .rules(VersionRules.of("(has(self.pool) ? 0 : 3)"));
    }

    private static void template(Shape template) {
        shared(template);
        template.rules(VersionRules.of("0"));
    }

    /** The fields that a VirtualIP and the template of a pool have in common. */
    private static void shared(Shape template) {
        template.text("addressLabel", Texts.ADDRESS_LABEL)
                .text("addressLifetime", DurationRules.lifetime())
                .list("preferredNodes", 32)
                .number("maxCandidates", 1, VirtualIPSpec.MAX_CANDIDATES)
                .text("advertisementInterval", DurationRules.any())
                .text("moveGroup", Texts.NAME)
                .list("healthChecks", HealthCheck.MAX)
                .rulesOf("healthChecks", HealthCheckRules.distinct());
    }

    private static void interfaceSelector(Shape selector) {
        selector.text("name", Texts.INTERFACE)
                .text("pattern", Texts.PATTERN)
                .atomic()
                .rules(Rule.of(
                        "has(self.name) != has(self.pattern)",
                        "give either name, or pattern: a regular expression for the whole name"));
    }

    private static void preferredNode(Shape preferred) {
        preferred.number("weight", 1, 100).required("weight", "preference");
    }

    private static void pool(Shape pool) {
        pool.texts("ranges", 64, Ranges.TEXT)
                .listOfSome("ranges", 64)
                .required("ranges")
                .number("priority", -MAX_POOL_PRIORITY, MAX_POOL_PRIORITY)
                .defaults("autoAssign", BooleanNode.TRUE);
    }
}
