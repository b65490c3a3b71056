package dev.virtualip.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.operator.api.FakeApiServer;
import dev.virtualip.operator.metrics.WriteCounts;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Plan;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each unclaimed VirtualIP is reported once, and the newest report names all. */
class UnclaimedEventsTest {
    private final FakeApiServer server = FakeApiServer.start(request -> new Event());
    private final UnclaimedEvents events = new UnclaimedEvents(new EventSender(
            new EventClient(server.client(), "operator-0"),
            () -> true,
            new WriteCounts(),
            () -> Instant.EPOCH,
            () -> 0));

    @AfterEach
    void stop() {
        server.close();
    }

    private String news(String unclaimed, String... listed) {
        String message = events.news(
                unclaimed.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(unclaimed.split(",", -1))),
                List.of(listed).stream().map(UnclaimedEventsTest::router).toList());
        return message == null ? "" : message.replaceFirst("^VirtualIPs .*unclaimed-': ", "");
    }

    private static ObservedRouter router(String listed) {
        return new ObservedRouter(
                "1", 1, Instant.EPOCH, Map.of(Plan.UNCLAIMED, listed), VRRPRouterSpec.of(List.of()), null);
    }

    @Test
    void loneVirtualIPIsReportedOnce() {
        assertThat(news("dns")).isEqualTo("dns");
        assertThat(news("dns")).isEmpty();
        assertThat(news("dns", "dns")).isEmpty();
    }

    /** The API server deletes them one after the other; a plan may come between. */
    @Test
    void laterOneIsReportedWithTheEarlierOnes() {
        news("dns");

        assertThat(news("dns,web", "dns")).isEqualTo("dns, web");
    }

    @Test
    void manyAreNamedInPartAndCounted() {
        String all = IntStream.range(10, 35).mapToObj(number -> "web-" + number).collect(Collectors.joining(","));

        assertThat(news(all)).startsWith("web-10, web-11, ").endsWith(", web-29 and 5 more");
    }

    @Test
    void operatorThatStartsLaterReportsNothingAgain() {
        assertThat(news("dns,web", "dns", "web")).isEmpty();
    }

    @Test
    void oneThatDisappearsAgainIsReportedAgain() {
        news("dns");
        news("");

        assertThat(news("dns")).isEqualTo("dns");
    }
}
