package dev.virtualip.operator.plan.golden;

import dev.virtualip.operator.golden.Golden;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans in full: what comes of what is wanted and seen. */
class GoldenPlanTest {

    static List<String> cases() {
        return Golden.cases("plan");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isPlannedSo(String name) {
        PlanCase given = Golden.read("plan/" + name + "/in.yaml", PlanCase.class);

        Golden.check("plan/" + name + "/out.yaml", given.outcome());
    }
}
