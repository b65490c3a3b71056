package dev.virtualip.e2e.kubernetes;

import dev.virtualip.testkit.kubernetes.ApiServer;
import dev.virtualip.testkit.kubernetes.ApiServerClient;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** An API server that has our custom resource definitions and admission policies. */
final class SchemaServer implements AutoCloseable {
    static final String GROUP = "/apis/virtualip.dev/v1alpha1/";

    /** A new policy is enforced some seconds after it was accepted. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Path DEFINITIONS = Path.of("crds/src/main/resources/dev/virtualip/crds");

    private final ApiServer server;

    private SchemaServer(ApiServer server) {
        this.server = server;
    }

    static SchemaServer start(String title) {
        SchemaServer started = new SchemaServer(ApiServer.alone(title));
        try {
            for (Path definition : files(DEFINITIONS)) {
                started.admin().apply(read(definition)).orThrow();
            }
            started.admin().apply(read(Path.of("deploy/rbac/policies.yaml"))).orThrow();
            for (String plural : List.of("virtualips", "vrrprouters", "virtualippools")) {
                Wait.until(
                        plural + " are served",
                        PATIENCE,
                        () -> started.admin().get(GROUP + plural).isGood());
            }
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    ApiServer server() {
        return server;
    }

    ApiServerClient admin() {
        return server.admin();
    }

    @Override
    public void close() {
        server.close();
    }

    /** The YAML files of a folder of the project, in order. */
    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(Checkout.root().resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /** The text of a file of the project. */
    static String read(Path file) {
        try {
            return Files.readString(Checkout.root().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
