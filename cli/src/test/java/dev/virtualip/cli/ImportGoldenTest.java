package dev.virtualip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.virtualip.cli.conversion.Document;
import dev.virtualip.cli.conversion.UnreadableConfigException;
import dev.virtualip.cli.keepalived.ImportResult;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.validation.VRRPRouterRules;
import dev.virtualip.testkit.golden.GoldenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents and remarks of each folder of configurations. {@code -Dgolden.write=true} rewrites the expected files. */
class ImportGoldenTest {
    private static final YAMLMapper MAPPER = new YAMLMapper();
    private static final TypeReference<Document<VirtualIPSpec>> VIRTUAL_IP = new TypeReference<>() {};
    private static final TypeReference<Document<VRRPRouterSpec>> VRRP_ROUTER = new TypeReference<>() {};
    private static final Set<String> ROLES = Set.of("expected.yaml", "expected.txt", "config-ids");

    static List<GoldenCase> cases() throws IOException {
        return GoldenCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void documentsAndRemarksAreTheExpectedOnes(GoldenCase golden) throws IOException, UnreadableConfigException {
        ImportResult result = golden.run();
        GoldenFiles.check(golden.file("expected.txt"), golden.remarks(result));
        GoldenFiles.check(golden.file("expected.yaml"), GoldenCase.yaml(result));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agentTakesTheFilesAsTheyStandOrARemarkSaysWhyNot(GoldenCase golden)
            throws IOException, UnreadableConfigException {
        ImportResult result = golden.run();
        for (Document<VRRPRouterSpec> router : result.routers()) {
            VRRPRouterRules.check(router.spec())
                    .forEach(problem -> assertThat(golden.remarks(result))
                            .contains("the agent will refuse")
                            .contains(problem.message()));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void yamlReadsBackAsTheSameDocuments(GoldenCase golden) throws IOException, UnreadableConfigException {
        ImportResult result = golden.run();
        for (Document<VirtualIPSpec> document : result.virtualIPs()) {
            assertThat(MAPPER.readValue(DocumentWriter.yaml(List.of(document)), VIRTUAL_IP))
                    .isEqualTo(document);
        }
        for (Document<VRRPRouterSpec> document : result.routers()) {
            assertThat(MAPPER.readValue(DocumentWriter.yaml(List.of(document)), VRRP_ROUTER))
                    .isEqualTo(document);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyFileOfAFolderHasAPart(GoldenCase golden, @TempDir Path copy) throws IOException {
        Set<Path> unused = new HashSet<>(files(golden.folder()));
        unused.removeAll(golden.configurations());
        ROLES.forEach(role -> unused.remove(golden.file(role)));
        copyFolder(golden.folder(), copy);
        GoldenCase copied = new GoldenCase(copy);
        String all = outcome(copied);
        for (Path file : unused) {
            Path included = copy.resolve(golden.folder().relativize(file));
            byte[] content = Files.readAllBytes(included);
            Files.delete(included);
            assertThat(outcome(copied)).as("without %s", file).isNotEqualTo(all);
            Files.write(included, content);
        }
    }

    private static String outcome(GoldenCase golden) throws IOException {
        try {
            ImportResult result = golden.run();
            return GoldenCase.yaml(result) + golden.remarks(result);
        } catch (UnreadableConfigException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.copy(file, target);
        }
    }
}
