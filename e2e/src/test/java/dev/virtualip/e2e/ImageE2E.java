package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.virtualip.testkit.daemon.ProcessTree;
import dev.virtualip.testkit.junit.Prerequisite;
import dev.virtualip.testkit.kernel.Signal;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.wire.PacketCapture;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The agent out of its image, as the only program of a root of its own that it cannot write to: what
 * {@code mvn -P image package}, or the tests of the module deploy, have built.
 */
@RequiresLab
class ImageE2E {
    private static final Path IMAGES = Checkout.root().resolve("deploy/target/images");
    private static final Path ROOT = IMAGES.resolve("virtualip-agent");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int STARTS = 5;
    private static final int OWNER = 255;
    private static final int USUAL = 100;
    private static final double NANOS_PER_MILLI = 1e6;

    /** 250 on an idle machine; this catches a start without the class archive even where everybody builds. */
    private static final double MILLIS_AT_BEST = 1000;

    /** Container as an engine starts it: own processes, read-only image, /tmp and configuration mounted. */
    private static final String CONTAINER = """
        set -e
        root=$1 config=$2
        shift 2
        mount --bind "$root" "$root"
        mount --bind /dev "$root/dev"
        mount -t proc proc "$root/proc"
        mount -t tmpfs tmpfs "$root/tmp"
        cp "$config" "$root/tmp/agent.yaml"
        mount -o remount,bind,ro "$root"
        exec chroot "$root" "$@"
        """;

    @BeforeAll
    static void findImage() {
        Prerequisite.require(
                Files.exists(IMAGES.resolve("virtualip-agent.tar")), "needs an image: mvn -B -P image package");
    }

    @Test
    void ownerAdvertisesSoonAfterContainerStart() throws IOException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            millis.add(firstAdvertisementMillis());
        }
        System.out.printf("container start to first advertisement, ms: %s%n", millis);

        assertThat(millis.stream().sorted().findFirst())
                .hasValueSatisfying(best -> assertThat(best).isLessThan(MILLIS_AT_BEST));
    }

    @Test
    void stoppedContainerLeavesNoAddress() throws IOException {
        try (Lab lab = Lab.start("image-stop", LabSubnets.DOCUMENTATION, "a")) {
            LabHost host = lab.host("a");
            InetAddress address = InetAddress.ofLiteral("192.0.2.200");
            PacketCapture capture = PacketCapture.start(lab);
            ProcessTree container = start(host, USUAL);
            capture.await(advert -> host.holds(address), PATIENCE);

            container.signalAll(Signal.TERMINATE);

            assertThat(container.await(PATIENCE)).isZero();
            assertThat(host.holds(address)).isFalse();
        }
    }

    private static double firstAdvertisementMillis() throws IOException {
        try (Lab lab = Lab.start("image-start", LabSubnets.DOCUMENTATION, "a")) {
            LabHost host = lab.host("a");
            host.ip("addr add 192.0.2.200/32 dev " + LabHost.INTERFACE);
            PacketCapture capture = PacketCapture.start(lab);
            ProcessTree container = start(host, OWNER);
            long first = capture.await(advert -> advert.priority() == OWNER, PATIENCE)
                    .atNanos();
            return (first - container.startedNanos()) / NANOS_PER_MILLI;
        }
    }

    private static ProcessTree start(LabHost host, int priority) throws IOException {
        Path folder = host.lab().folder();
        Path script = Files.writeString(folder.resolve("container.sh"), CONTAINER);
        Path config = Files.writeString(folder.resolve("a.yaml"), document(priority));
        List<String> command = new ArrayList<>(
                List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", script.toString()));
        command.addAll(List.of(ROOT.toString(), config.toString()));
        command.addAll(entrypoint(host));
        command.addAll(List.of("run", "--config", "/tmp/agent.yaml", "--http", "127.0.0.1:9851"));
        command.addAll(List.of("--state-dir", "/tmp/state"));
        ProcessTree container = ProcessTree.start(host, folder.resolve("a.log"), command.toArray(String[]::new));
        host.lab().closing((AutoCloseable) () -> container.signalAll(Signal.KILL));
        return container;
    }

    private static String document(int priority) {
        return """
            apiVersion: virtualip.dev/v1alpha1
            kind: VRRPRouter
            metadata: {name: a}
            spec:
              virtualRouters:
              - name: only
                interface: eth1
                addresses: [192.0.2.200/32]
                priority: %d
                vrrp: {virtualRouterID: 200}
            """.formatted(priority);
    }

    /** Entrypoint of the image. */
    private static List<String> entrypoint(LabHost host) throws IOException {
        ObjectMapper json = new ObjectMapper();
        String archive = IMAGES.resolve("virtualip-agent.tar").toString();
        JsonNode manifest = json.readTree(host.exec("tar", "-xOf", archive, "manifest.json"));
        String config = manifest.path(0).path("Config").asText();
        List<String> words = new ArrayList<>();
        json.readTree(host.exec("tar", "-xOf", archive, config))
                .at("/config/Entrypoint")
                .forEach(word -> words.add(word.asText()));
        return words;
    }
}
