package dev.virtualip.agent.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.health.HealthCheckRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCheckFileTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private static final String FILE = """
        apiVersion: virtualip.dev/v1alpha1
        kind: VRRPRouter
        metadata: {name: lb-a}
        spec:
          virtualRouters:
          - name: ingress
            interface: eth1
            addresses: [192.0.2.10/24]
            vrrp: {virtualRouterID: 55}
            healthChecks:
            - name: check
              COMMAND
        """;

    @TempDir
    private Path folder;

    @Test
    void examplesOfTheGuideAreValid() throws Exception {
        String page = Files.readString(Path.of("../docs/health-checks.md"));
        List<String> examples = new ArrayList<>();
        YAML.matcher(page)
                .results()
                .map(match -> match.group(1))
                .filter(example -> example.contains("kind: VRRPRouter"))
                .forEach(examples::add);
        assertThat(examples).hasSize(2);
        for (String example : examples) {
            assertThat(ConfigFile.read(write(example))).isInstanceOf(ConfigFileResult.Valid.class);
        }
    }

    @Test
    void commandsThatTheHostCannotStartAreNamedWithTheirLine() throws Exception {
        assertThat(problems("command: {argv: [/opt/no-such-program]}"))
                .singleElement()
                .asString()
                .endsWith("file.yaml:12: spec.virtualRouters[0].healthChecks[0].command: there is no program"
                        + " /opt/no-such-program; install it or correct the path");
        assertThat(problems("command: {argv: [\"true\"], user: no-such-user}"))
                .singleElement()
                .asString()
                .endsWith("command: there is no user no-such-user on this host; create it or name another one");
        assertThat(problems("command: {argv: [\"true\"]}")).isEmpty();
    }

    @Test
    void programsTheHostLacksAreNamedBesideOtherProblems() throws Exception {
        Path file = write(FILE.replace("COMMAND", "command: {argv: [/opt/no-such-program]}")
                        .replace("virtualRouterID: 55", "virtualRouterID: 256")
                + """
                  notifications:
                  - name: admins
                    mail:
                      server: 192.0.2.20
                      from: lb@example.org
                      to: [ops@example.org]
                      user: lb
                      passwordFile: no-such-file
                """);

        assertThat(ConfigFile.read(file, HealthCheckRunner::commandProblem))
                .isInstanceOfSatisfying(
                        ConfigFileResult.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(Object::toString)
                                .satisfiesExactly(
                                        first -> assertThat(first)
                                                .contains(":9: ")
                                                .contains("virtualRouterID"),
                                        second -> assertThat(second)
                                                .contains(":12: ")
                                                .contains("no-such-program"),
                                        third -> assertThat(third)
                                                .contains(":20: spec.notifications[0].mail.passwordFile: ")
                                                .endsWith("no-such-file cannot be read; create the file, or let this"
                                                        + " user read it")));
    }

    private List<?> problems(String check) throws Exception {
        Path file = write(FILE.replace("COMMAND", check));
        assertThat(ConfigFile.read(file)).isInstanceOf(ConfigFileResult.Valid.class);
        return switch (ConfigFile.read(file, HealthCheckRunner::commandProblem)) {
            case ConfigFileResult.Valid ignored -> List.of();
            case ConfigFileResult.Invalid invalid -> invalid.problems();
        };
    }

    private Path write(String text) throws Exception {
        return Files.writeString(folder.resolve("file.yaml"), text);
    }
}
