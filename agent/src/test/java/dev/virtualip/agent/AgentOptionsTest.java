package dev.virtualip.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgentOptionsTest {

    @Test
    void runWithoutMoreHasTheDefaults() {
        assertThat(AgentOptions.parse(words("run --config a.yaml")))
                .isEqualTo(new AgentOptions.Run(
                        new AgentOptions.FromFile(Path.of("a.yaml")),
                        listen("127.0.0.1", 9851),
                        null,
                        null,
                        null,
                        null,
                        1_000_000_000L));
    }

    @Test
    void everyOptionIsTaken() {
        String line = "run --config=a.yaml --http [::1]:0 --metrics 192.0.2.1:9100 --page 127.0.0.1:9853 --state-dir s"
                + " --journal j --stop-grace 250ms";
        assertThat(AgentOptions.parse(words(line)))
                .isEqualTo(new AgentOptions.Run(
                        new AgentOptions.FromFile(Path.of("a.yaml")),
                        listen("::1", 0),
                        listen("192.0.2.1", 9100),
                        listen("127.0.0.1", 9853),
                        Path.of("s"),
                        Path.of("j"),
                        250_000_000L));
    }

    @Test
    void pageForOtherHostsNeedsConsent() {
        assertThat(AgentOptions.parse(words("run --config a --page 192.0.2.1:9853 --page-without-login=true")))
                .isInstanceOfSatisfying(
                        AgentOptions.Run.class, run -> assertThat(run.page()).isEqualTo(listen("192.0.2.1", 9853)));
    }

    @Test
    void nodeIsRunAtTheWordOfKubernetes() {
        assertThat(AgentOptions.parse(words("run --node a.example --kubeconfig k --namespace n")))
                .isInstanceOfSatisfying(
                        AgentOptions.Run.class,
                        run -> assertThat(run.source())
                                .isEqualTo(new AgentOptions.FromKubernetes("a.example", Path.of("k"), "n")));
    }

    @Test
    void checkTakesAFile() {
        assertThat(AgentOptions.parse(words("check --config a.yaml")))
                .isEqualTo(new AgentOptions.Check(Path.of("a.yaml")));
    }

    @Test
    void probeTakesListsAndBounds() {
        assertThat(AgentOptions.parse(words("probe --interface eth1,eth2 --peers 192.0.2.2 --duration 1s")))
                .isEqualTo(new AgentOptions.Probe(
                        null,
                        null,
                        List.of("eth1", "eth2"),
                        List.of(InetAddress.ofLiteral("192.0.2.2")),
                        0,
                        1_000_000_000L,
                        Path.of("/")));
        assertThat(AgentOptions.parse(words("probe --virtual-router-id 256 --duration 2m")))
                .isInstanceOfSatisfying(
                        AgentOptions.Misuse.class,
                        misuse -> assertThat(misuse.message()).contains("'256' is not a number from 1 to 255", "60s"));
    }

    @ParameterizedTest
    @CsvSource({"--help", "-h", "run --help", "check --config x --help"})
    void helpIsGivenWhereverItIsAskedFor(String line) {
        assertThat(AgentOptions.parse(words(line))).isEqualTo(new AgentOptions.Help(AgentOptions.HELP));
    }

    @Test
    void noWordAtAllAsksForHelp() {
        assertThat(AgentOptions.parse(new String[0])).isInstanceOf(AgentOptions.Help.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "walk | unknown command 'walk'",
                "run | option --config FILE or --node NAME is missing",
                "run --config a --node b | options --config and --node exclude each other",
                "run --config a --namespace b | option --namespace requires --node",
                "run --config a --kubeconfig b | option --kubeconfig requires --node",
                "run --node Node_A | option --node: 'Node_A' is not a valid Kubernetes name",
                "run --node a --namespace b/c | option --namespace: 'b/c' is not a valid Kubernetes name",
                "run --config | option --config needs a value",
                "run --config= | option --config needs a value",
                "run --config a --config b | option --config is given twice",
                "run --confg a | unknown option '--confg'; known options: --config",
                "check a.yaml | 'a.yaml' belongs to no option; known options: --config (see --help)",
                "check --config a --http 127.0.0.1:1 | unknown option '--http'",
                "run --config a --http localhost:1 | option --http: cannot listen on 'localhost:1'",
                "run --config a --http 127.0.0.1:65536 | option --http: cannot listen on '127.0.0.1:65536'",
                "run --config a --metrics 9100 | option --metrics: cannot listen on '9100'",
                "run --config a --page 9853 | option --page: cannot listen on '9853'",
                "run --node a --page [::1]:1 | option --page requires --config; in a cluster the operator serves",
                "run --config a --page 0.0.0.0:9853 | option --page: 0.0.0.0:9853 is reached from other hosts",
                "run --config a --page-without-login yes | option --page-without-login: 'yes' is neither true nor",
                "run --config a --stop-grace 1 | option --stop-grace: \"1\" has no unit",
                "run --config a --stop-grace 11s | option --stop-grace: '11s' is more than 10s",
            })
    void mistakeIsNamedInOneLineWithItsPlace(String line, String beginning) {
        assertThat(AgentOptions.parse(words(line)))
                .isInstanceOfSatisfying(
                        AgentOptions.Misuse.class,
                        misuse -> assertThat(misuse.message())
                                .startsWith(beginning)
                                .doesNotContain("\n"));
    }

    @Test
    void allMistakesAreNamedAtOnce() {
        assertThat(AgentOptions.parse(words("run --confg a --http 1 --metrics 2 --stop-grace 3")))
                .isInstanceOfSatisfying(
                        AgentOptions.Misuse.class,
                        misuse -> assertThat(misuse.message())
                                .contains(
                                        "unknown option '--confg'", "option --http", "option --metrics", "--stop-grace")
                                .as("what follows from another mistake")
                                .doesNotContain("is missing", "'a'"));
    }

    private static String[] words(String line) {
        return line.strip().split(" ", -1);
    }

    private static InetSocketAddress listen(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}
