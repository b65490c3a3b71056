package dev.virtualip.cli.keepalived.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.cli.keepalived.script.ScriptTranslator.ScriptCheck;
import dev.virtualip.crds.v1alpha1.HealthCheck;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Translation of the check scripts that users of keepalived write. */
class ScriptTranslatorTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "curl -f http://localhost, 80, -, -, -",
                "curl -sf 127.0.0.1/healthz, 80, /healthz, -, -",
                "/usr/bin/curl -sS -f -o /dev/null http://192.0.2.7:8080/a?b=c, 8080, /a?b=c, 192.0.2.7, -",
                "curl -f http://[::1]:81/, 81, -, ::1, -",
                "curl -f -H 'Host: example.org' http://127.0.0.1, 80, -, -, example.org"
            })
    void curlIsACheckByHttp(String script, int port, String path, String host, String hostHeader) {
        ScriptCheck check = ScriptTranslator.translate(script, "nobody");

        assertThat(check.remark()).isNull();
        assertThat(check.target().http())
                .isEqualTo(new HealthCheck.Http(port, path, null, host, hostHeader, null, null));
    }

    @Test
    void curlWithoutFailWantsAGoodStatusAndSaysSo() {
        ScriptCheck check = ScriptTranslator.translate("curl -k -m 3 https://localhost/", null);

        assertThat(check.remark()).contains("curl without -f");
        assertThat(check.timeoutMillis()).isEqualTo(3_000);
        HealthCheck.Http http = Objects.requireNonNull(check.target().http());
        assertThat(http.schemeOrDefault()).isEqualTo(HealthCheck.Http.Scheme.HTTPS);
        assertThat(http.port()).isEqualTo(443);
        assertThat(http.verifyOrDefault()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "nc -z localhost 80, -, 80",
                "/bin/nc -zv -w 2 192.0.2.7 3306, 192.0.2.7, 3306",
                "</dev/tcp/127.0.0.1/25, -, 25"
            })
    void netcatIsACheckByTcp(String script, String host, int port) {
        assertThat(ScriptTranslator.translate(script, null).target().tcp()).isEqualTo(new HealthCheck.Tcp(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pidof nginx",
                "killall -0 haproxy",
                "/usr/bin/pgrep -x nginx",
                "/etc/keepalived/check.sh",
                "curl",
                "curl -f http://example.org",
                "curl -f -X POST http://127.0.0.1",
                "curl -I http://127.0.0.1",
                "curl -f -o /tmp/x http://127.0.0.1",
                "curl -f ftp://127.0.0.1",
                "curl -f http://user@127.0.0.1",
                "curl -f -m x http://127.0.0.1",
                "nc -z example.org 80",
                "nc -z localhost 0",
                "nc localhost 80",
                "nc -z localhost 80 81"
            })
    void anythingElseStaysACommand(String script) {
        ScriptCheck check = ScriptTranslator.translate(script, "nobody");

        assertThat(check.target().command())
                .isEqualTo(new HealthCheck.Command(List.of(script.split(" ", -1)), "nobody"));
        assertThat(check.remark()).isNull();
    }

    @Test
    void lineForAShellStaysACommandWithARemark() {
        ScriptCheck check = ScriptTranslator.translate("curl -f http://localhost || exit 1", null);

        assertThat(Objects.requireNonNull(check.target().command()).argv()).contains("||", "exit");
        assertThat(check.remark()).contains("no shell runs it");
    }

    @Test
    void quotedWordsAreOneArgument() {
        ScriptCheck check = ScriptTranslator.translate("/bin/test -e '/a b' \"c d\"", null);

        assertThat(Objects.requireNonNull(check.target().command()).argv())
                .containsExactly("/bin/test", "-e", "/a b", "c d");
    }
}
