package dev.virtualip.operator.status;

import dev.virtualip.operator.golden.Golden;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stories of failures and changes, and every word that is said of them. */
class StoryTest {

    static List<String> stories() {
        return Golden.cases("status");
    }

    @ParameterizedTest
    @MethodSource("stories")
    void isTold(String story) {
        Story told = Golden.read("status/" + story + "/in.yaml", Story.class);

        Golden.check("status/" + story + "/out.yaml", told.tell());
    }
}
