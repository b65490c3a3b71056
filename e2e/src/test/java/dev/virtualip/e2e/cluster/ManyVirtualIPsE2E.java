package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.HostAddress;
import dev.virtualip.testkit.lab.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** As many addresses as one network can have with a Virtual Router ID each, wanted and unwanted at once. */
@SideBySide
@RequiresApiServer
class ManyVirtualIPsE2E {
    private static final int FIRST = 20;
    private static final int COUNT = 200;
    private static final int NODES = 3;
    /** No node is to hold more than this many times the mean. */
    private static final double BOUND = 1.15;

    @RegisterExtension
    static final SharedCluster shared = SharedCluster.of("ManyVirtualIPsE2E");

    @Test
    void twoHundredVirtualIPsAnswerAndLeaveNothing() throws IOException {
        String all = IntStream.range(FIRST, FIRST + COUNT)
                .mapToObj(number ->
                        SharedCluster.document("many-" + number, "addresses: [192.0.2.%d/24]".formatted(number)))
                .collect(Collectors.joining("\n---\n"));
        Path file = Files.writeString(shared.cluster().lab().folder().resolve("many.yaml"), all);
        shared.cluster().api().kubectl("create", "-f", file.toString());

        shared.cluster()
                .await(
                        "one node has each",
                        () -> holdings().size() == COUNT
                                && holdings().values().stream().allMatch(nodes -> nodes == 1));
        shared.cluster().await("all are Ready", () -> ready() == COUNT);
        assertThat(unanswered()).isEmpty();
        shared.cluster()
                .await(
                        "each node has its share",
                        () -> shared.cluster().nodes().stream()
                                .allMatch(node -> virtual(node).size() <= BOUND * COUNT / NODES));

        shared.tidy();
    }

    /** Number of nodes that hold each virtual address. */
    private static Map<String, Long> holdings() {
        return shared.cluster().nodes().stream()
                .flatMap(node -> virtual(node).stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static List<String> virtual(LabHost node) {
        return node.addresses().stream()
                .map(HostAddress::address)
                .filter(address -> !address.equals(node.inet()))
                .map(address -> address.getHostAddress())
                .filter(address -> address.startsWith("192.0.2."))
                .toList();
    }

    private static long ready() {
        JsonNode items = shared.cluster()
                .api()
                .admin()
                .get("/apis/virtualip.dev/v1alpha1/virtualips")
                .body()
                .path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .filter(one -> StreamSupport.stream(one.at("/status/conditions").spliterator(), false)
                        .anyMatch(condition -> condition.path("type").asText().equals("Ready")
                                && condition.path("status").asText().equals("True")))
                .count();
    }

    /** The addresses from which a client has no echo. */
    private static String unanswered() {
        return shared.cluster().lab().host("client").exec("sh", "-c", """
            n=%d; while [ $n -lt %d ]; do
                ping -q -c1 -W2 192.0.2.$n >/dev/null || echo 192.0.2.$n
                n=$((n + 1))
            done\
            """.formatted(FIRST, FIRST + COUNT));
    }
}
