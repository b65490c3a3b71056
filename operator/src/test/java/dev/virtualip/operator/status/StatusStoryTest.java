package dev.virtualip.operator.status;

import dev.virtualip.operator.golden.Golden;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stories of failures and changes, with every status and event. */
class StatusStoryTest {

    static List<String> stories() {
        return Golden.cases("status");
    }

    @ParameterizedTest
    @MethodSource("stories")
    void storyHasTheExpectedStatusesAndEvents(String story) {
        StatusStory told = Golden.read("status/" + story + "/in.yaml", StatusStory.class);

        Golden.check("status/" + story + "/out.yaml", told.evaluate());
    }
}
