package dev.virtualip.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line: what it takes, and what is said of anything else. */
class OperatorOptionsTest {

    @Test
    void everythingHasADefault() {
        assertThat(parse())
                .isEqualTo(new OperatorOptions.Run(null, null, new InetSocketAddress(9852), null, true, false));
    }

    @Test
    void everyOptionIsTakenInBothForms() {
        OperatorOptions.Run wanted = new OperatorOptions.Run(
                Path.of("k"),
                "edge",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
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
                        "--config=c",
                        "--move-on-cordon=false",
                        "--withdraw-all=true"))
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helpNamesEveryOption(String option) {
        assertThat(parse("--http", option))
                .isInstanceOfSatisfying(
                        OperatorOptions.Help.class,
                        help -> assertThat(help.text()).contains(OperatorOptions.KNOWN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--htpp :1 | unknown option '--htpp'",
                "run | unknown option 'run'",
                "--http | option --http needs a value",
                "--http= | option --http needs a value",
                "--http :1 --http :2 | option --http is given twice",
                "--http 9852 | option --http: cannot listen on '9852'",
                "--http :99999 | ports end at 65535",
                "--htpp :1 --move-on-cordon yes --http 1 | option --http: cannot listen on '1'",
                "--htpp :1 --move-on-cordon yes --http 1 | unknown option '--htpp'",
                "--move-on-cordon yes | option --move-on-cordon: 'yes' is neither true nor false"
            })
    void whatIsWrongIsNamed(String line, String message) {
        assertThat(parse(line.split(" ")))
                .isInstanceOfSatisfying(
                        OperatorOptions.Misuse.class,
                        misuse -> assertThat(misuse.message()).contains(message));
    }

    private static OperatorOptions parse(String... arguments) {
        return OperatorOptions.parse(arguments);
    }
}
