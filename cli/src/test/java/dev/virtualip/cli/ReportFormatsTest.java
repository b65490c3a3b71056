package dev.virtualip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command with {@code -o} writes its report in each format. */
class ReportFormatsTest {
    private static final String GROUP = FakeApiServer.GROUP;

    /** Commands with {@code -o}, and arguments with which each succeeds; REPORT and CONFIG are files. */
    private static final Map<String, String> ARGUMENTS = Map.of(
            "virtualip status", "status --kubeconfig CONFIG",
            "virtualip history", "history ingress --kubeconfig CONFIG",
            "virtualip why", "why ingress --kubeconfig CONFIG",
            "virtualip simulate drain", "simulate drain node-a --kubeconfig CONFIG",
            "virtualip doctor", "doctor REPORT");

    @TempDir
    Path folder;

    private final FakeApiServer api = new FakeApiServer();

    @BeforeEach
    void start() throws IOException {
        api.kubeconfig(folder);
        api.list(GROUP + "virtualips", "VirtualIP", """
            {"metadata": {"name": "ingress", "uid": "1", "creationTimestamp": "2026-01-01T00:00:00Z"},
             "spec": {"addresses": ["192.0.2.10/24"]},
             "status": {"activeNode": "node-a", "lastTransition": {"time": "2026-01-01T00:00:00Z", "to": "node-a"}}}\
            """);
        api.list(GROUP + "vrrprouters", "VRRPRouter", "{\"metadata\": {\"name\": \"node-a\"}}");
        api.list(GROUP + "virtualippools", "VirtualIPPool", "");
        api.list("/api/v1/nodes", "Node", "{\"metadata\": {\"name\": \"node-a\"}}");
        api.list("/api/v1/namespaces/default/events", "Event", "");
        Files.writeString(folder.resolve("report"), """
            {"node": "a", "identity": 1, "version": "1", "java": "25", "kubeProxyMode": "", "millis": 1, "links": [],\
             "findings": []}
            """);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    static Set<String> commands() {
        return new TreeSet<>(ARGUMENTS.keySet());
    }

    @Test
    void everyCommandWithAFormatIsListed() {
        Set<String> found = new TreeSet<>();
        collect(CliMain.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())), found);

        assertThat(found).isEqualTo(commands());
    }

    private static void collect(CommandLine command, Set<String> found) {
        if (command.getCommandSpec().findOption("-o") != null) {
            found.add(command.getCommandSpec().qualifiedName());
        }
        command.getSubcommands().values().forEach(each -> collect(each, found));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void jsonAndYamlAreTheSameReport(String command) throws IOException {
        JsonNode json = new JsonMapper().readTree(run(command, "json"));

        assertThat(json.isObject()).isTrue();
        assertThat(json).isNotEmpty().isEqualTo(new YAMLMapper().readTree(run(command, "yaml")));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void textAndWideAreForPeople(String command) {
        assertThat(run(command, "text")).isNotBlank().doesNotContain("\u001b", "null");
        assertThat(run(command, "wide")).isNotBlank().doesNotContain("\u001b", "null");
    }

    private String run(String command, String format) {
        List<String> arguments = new ArrayList<>();
        for (String word : ARGUMENTS.getOrDefault(command, "").split(" ", -1)) {
            arguments.add(word.replace("CONFIG", folder + "/config").replace("REPORT", folder + "/report"));
        }
        arguments.addAll(List.of("-o", format));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = CliMain.commandLine(new PrintWriter(out), new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        // One of the two runs may be a moment later.
        return out.toString().replaceAll("\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z", "TIME");
    }
}
