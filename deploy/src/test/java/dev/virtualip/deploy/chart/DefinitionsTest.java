package dev.virtualip.deploy.chart;

import dev.virtualip.testkit.golden.GoldenFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The definitions that people apply themselves are those that the operator would. */
class DefinitionsTest {

    private static final Path SOURCES = Chart.REPOSITORY.resolve("crds/src/main/resources/dev/virtualip/crds");

    @Test
    void crdsYamlIsCurrent() {
        String all = List.of("virtualips", "virtualippools", "vrrprouters").stream()
                .map(plural -> Chart.read(SOURCES.resolve(plural + ".virtualip.dev.yaml")))
                .map(text -> text.startsWith("---") ? text : "---\n" + text)
                .collect(Collectors.joining());

        GoldenFiles.check(
                Chart.DEPLOY.resolve("manifests/crds.yaml"),
                "# The custom resource definitions: kubectl apply --server-side -f crds.yaml. Made from crds/; a test"
                        + " compares them.\n"
                        + all);
    }
}
