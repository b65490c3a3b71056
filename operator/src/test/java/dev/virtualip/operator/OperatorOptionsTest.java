package dev.virtualip.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of the command line, and the errors of a wrong one. */
class OperatorOptionsTest {

    @Test
    void everyOptionHasADefault() {
        assertThat(parse())
                .isEqualTo(new OperatorOptions.Run(null, null, new InetSocketAddress(9852), null, null, true, false));
    }

    @Test
    void everyOptionIsAcceptedInBothForms() {
        OperatorOptions.Run wanted = new OperatorOptions.Run(
                Path.of("k"),
                "edge",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 9853),
                Path.of("c"),
                false,
                true);

        assertThat(parse(
                        "--kubeconfig",
                        "k",
                        "--namespace",
                        "edge",
                        "--http",
                        "127.0.0.1:1",
                        "--page",
                        "127.0.0.1:9853",
                        "--config",
                        "c",
                        "--move-on-cordon",
                        "false",
                        "--withdraw-all",
                        "true"))
                .isEqualTo(wanted);
        assertThat(parse(
                        "--kubeconfig=k",
                        "--namespace=edge",
                        "--http=127.0.0.1:1",
                        "--page=127.0.0.1:9853",
                        "--config=c",
                        "--move-on-cordon=false",
                        "--withdraw-all=true"))
                .isEqualTo(wanted);
    }

    @Test
    void pageForOtherHostsNeedsConsent() {
        assertThat(parse("--page", ":9853", "--page-without-login=true")).isInstanceOf(OperatorOptions.Run.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helpNamesEveryOption(String option) {
        assertThat(parse("--http", option))
                .isInstanceOfSatisfying(
                        OperatorOptions.Help.class,
                        help -> assertThat(help.text()).contains(OperatorOptions.names()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--htpp :1 | Unknown option: '--htpp', did you mean --http?",
                "run | 'run' belongs to no option",
                "--http | Missing required parameter for option '--http'",
                "--http= | Missing required parameter for option '--http'",
                "--http :1 --http :2 | option '--http' (ADDRESS:PORT) should be specified only once",
                "--http 9852 | Invalid value for option '--http': cannot listen on '9852'",
                "--http :99999 | ports end at 65535",
                "--htpp :1 --move-on-cordon yes --http 1 | '--http': cannot listen on '1'",
                "--htpp :1 --move-on-cordon yes --http 1 | Unknown option: '--htpp'",
                "--page 192.0.2.1:9853 | 192.0.2.1:9853 is reached from other hosts, and the page has no login",
                "--page 192.0.2.1:9853 | add --page-without-login=true",
                "--page-without-login yes | '--page-without-login': 'yes' is neither true nor false",
                "--move-on-cordon yes | '--move-on-cordon': 'yes' is neither true nor false"
            })
    void everyErrorIsNamed(String line, String message) {
        assertThat(parse(line.split(" ")))
                .isInstanceOfSatisfying(
                        OperatorOptions.Misuse.class,
                        misuse -> assertThat(misuse.message()).contains(message));
    }

    private static OperatorOptions.Request parse(String... arguments) {
        return OperatorOptions.parse(arguments);
    }
}
