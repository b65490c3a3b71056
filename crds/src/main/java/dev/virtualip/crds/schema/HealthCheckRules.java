package dev.virtualip.crds.schema;

import java.util.Map;
import java.util.function.Consumer;

/** The rules of health checks. */
final class HealthCheckRules {
    static final Map<Class<?>, Consumer<Shape>> ALL = Map.of(
            HealthCheckShape.class, HealthCheckRules::check,
            HealthCheckShape.Http.class, HealthCheckRules::http,
            HealthCheckShape.Expect.class, HealthCheckRules::expect,
            HealthCheckShape.Tls.class, tls -> {},
            HealthCheckShape.Tcp.class,
                    tcp -> tcp.text("host", AddressTexts.ANY)
                            .number("port", 1, 65535)
                            .required("port"),
            HealthCheckShape.InterfaceState.class,
                    state -> state.text("name", Texts.INTERFACE).required("name"),
            HealthCheckShape.ServiceEndpoint.class,
                    service -> service.text("namespace", Texts.NAME)
                            .text("name", Texts.NAME)
                            .required("namespace", "name"));

    private HealthCheckRules() {}

    private static void check(Shape check) {
        check.text("name", Texts.NAME)
                .text("period", DurationRules.between("100ms", "60m"))
                .text("timeout", DurationRules.between("10ms", "60s"))
                .number("failureThreshold", 1, 100)
                .number("successThreshold", 1, 100)
                .oneOf("effect", "Withdraw", "Lower")
                .number("penalty", 1, 253)
                .required("name")
                .rules(Rule.of(
                        "[has(self.http), has(self.tcp), has(self.interface), has(self.service)].filter(x, x).size()"
                                + " == 1",
                        "give one of http, tcp, interface and service"));
    }

    private static void http(Shape http) {
        http.number("port", 1, 65535)
                .text("path", Text.of(1024))
                .oneOf("scheme", "HTTP", "HTTPS")
                .text("host", AddressTexts.ANY)
                .text("hostHeader", Text.of(253))
                .required("port");
    }

    private static void expect(Shape expect) {
        expect.numbers("status", 16, new Shape.Bounds(100, 599)).text("body", Text.of(1024));
    }
}
