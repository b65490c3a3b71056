package dev.virtualip.crds.schema;

import dev.virtualip.crds.v1alpha1.HealthCheck;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The rules of health checks. A check by a command is for files only, so the definitions lack it. */
final class HealthCheckRules {
    private static final String PATH_PATTERN = "^/([A-Za-z0-9._~!$&()*+,;=:@/?'-]|%[0-9A-Fa-f][0-9A-Fa-f])*$";
    private static final String HOST_HEADER_PATTERN = "^([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?$";

    private static final Text PATH = new Text(
            1024,
            PATH_PATTERN,
            List.of(
                    Rule.of(
                            "self.startsWith('/')",
                            "\"{self}\" {self.contains('://') ? 'is a URL; write what follows the host, such as"
                                    + " /healthz' : 'does not begin with /; write /' + self}"),
                    Rule.of(
                            "!self.startsWith('/') || self.matches(" + Cel.text(PATH_PATTERN) + ")",
                            "\"{self}\" has characters that a URL cannot have; write a space as %20")));

    private static final Text HOST_HEADER = new Text(
            253,
            HOST_HEADER_PATTERN,
            List.of(Rule.of(
                    "self.matches(" + Cel.text(HOST_HEADER_PATTERN) + ")",
                    "\"{self}\" cannot be a Host header; write a name such as example.org")));

    private static final String KINDS = "[has(self.http), has(self.tcp), has(self.interface), has(self.service)]";
    private static final String PERIOD = "(has(self.period) ? self.period : '" + HealthCheck.DEFAULT_PERIOD + "')";
    private static final String TIMEOUT = "(has(self.timeout) ? self.timeout : '" + HealthCheck.DEFAULT_TIMEOUT + "')";

    static final Map<Class<?>, Consumer<Shape>> ALL = Map.of(
            HealthCheck.class, HealthCheckRules::check,
            HealthCheck.Http.class, HealthCheckRules::http,
            HealthCheck.Expect.class, HealthCheckRules::expect,
            HealthCheck.Tls.class, tls -> {},
            HealthCheck.Tcp.class,
                    tcp -> tcp.text("host", AddressTexts.HOST)
                            .number("port", 1, 65535)
                            .required("port"),
            HealthCheck.InterfaceState.class,
                    state -> state.text("name", Texts.INTERFACE).required("name"),
            HealthCheck.ServiceEndpoint.class,
                    service -> service.text("namespace", Texts.NAME)
                            .text("name", Texts.NAME)
                            .required("namespace", "name"),
            HealthCheck.Command.class, command -> {});

    private HealthCheckRules() {}

    /** The rule for a list of checks: no name twice. */
    static Rule distinct() {
        return Rule.of(
                "self.all(a, self.exists_one(b, b.name == a.name))",
                // Naming it would exceed the cost that the API server allows.
                "a name is used twice; rename one");
    }

    private static void check(Shape check) {
        check.without("command")
                .text("name", Texts.NAME)
                .text("period", DurationRules.between("100ms", "60m"))
                .text("timeout", DurationRules.between("10ms", "60s"))
                .number("failureThreshold", 1, 100)
                .number("successThreshold", 1, 100)
                .number("penalty", 1, 253)
                .required("name")
                .rules(
                        Rule.of(KINDS + ".filter(x, x).size() == 1", "give one of http, tcp, interface and service"),
                        Rule.of(
                                        "!" + DurationRules.isDuration(PERIOD) + " || !"
                                                + DurationRules.isDuration(TIMEOUT) + " || duration(" + TIMEOUT
                                                + ") < duration(" + PERIOD + ")",
                                        "{" + TIMEOUT + "} is not less than the period, which is {" + PERIOD
                                                + "}; lower the timeout or raise the period")
                                .on(".timeout"));
    }

    private static void http(Shape http) {
        http.number("port", 1, 65535)
                .text("path", PATH)
                .text("host", AddressTexts.HOST)
                .text("hostHeader", HOST_HEADER)
                .required("port");
    }

    private static void expect(Shape expect) {
        expect.numbers("status", 16, new Shape.Bounds(100, 599)).text("body", Text.of(1024));
    }
}
