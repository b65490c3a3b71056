package dev.virtualip.crds.schema;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.virtualip.crds.VirtualIPPoolSpec;
import dev.virtualip.crds.VirtualIPSpec;
import java.util.Map;
import java.util.function.Consumer;

/** The rules of what people write: VirtualIP and VirtualIPPool. */
final class WantedRules {
    static final Map<Class<?>, Consumer<Shape>> ALL = Map.of(
            VirtualIPSpec.class, WantedRules::virtualIP,
            VirtualIPSpec.InterfaceSelector.class, WantedRules::interfaceSelector,
            VirtualIPSpec.PreferredNode.class, WantedRules::preferredNode,
            VirtualIPPoolSpec.class, WantedRules::pool,
            VirtualIPPoolSpec.Template.class, WantedRules::template);

    private WantedRules() {}

    private static void virtualIP(Shape spec) {
        template(spec);
        spec.texts("addresses", 16, Texts.ADDRESS).text("pool", Texts.NAME).texts("notify", 16, Texts.NAME);
    }

    /** The fields that a VirtualIP and the template of a pool have in common. */
    private static void template(Shape template) {
        template.text("addressLabel", Texts.ADDRESS_LABEL)
                .list("preferredNodes", 32)
                .number("maxCandidates", 1, VirtualIPSpec.MAX_CANDIDATES)
                .text("advertisementInterval", Texts.duration("10ms", "255s"))
                .text("moveGroup", Texts.NAME)
                .list("healthChecks", 16);
    }

    private static void interfaceSelector(Shape selector) {
        selector.text("name", Texts.INTERFACE).text("pattern", Text.of(128)).atomic();
    }

    private static void preferredNode(Shape preferred) {
        preferred.number("weight", 1, 100).required("weight", "preference");
    }

    private static void pool(Shape pool) {
        pool.texts("ranges", 64, Text.of(128)).required("ranges").defaults("autoAssign", BooleanNode.TRUE);
    }
}
