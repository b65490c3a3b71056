package dev.virtualip.crds.validation;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.QuotedText;
import dev.virtualip.crds.v1alpha1.HealthCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules for health checks. Commands are for files only, checks of a Service for Kubernetes only. */
final class HealthCheckValidator {
    private static final int MAX_PORT = 65535;
    private static final int MAX_TEXT = 1024;
    private static final int MAX_STATUS = 16;
    private static final int MAX_ARGUMENTS = 64;
    private static final int MAX_THRESHOLD = 100;
    private static final int MAX_PENALTY = 253;
    private static final Pattern PATH = Pattern.compile("/([A-Za-z0-9._~!$&()*+,;=:@/?'-]|%[0-9A-Fa-f]{2})*");
    private static final Pattern HOST_HEADER = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");
    private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+|.*]):[0-9]+");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}");

    private final Problems problems;
    private final FieldRules fields;
    private final boolean inFile;

    /**
     * A validator.
     *
     * @param problems where it reports
     * @param inFile whether the document is a file, not an object of Kubernetes
     */
    HealthCheckValidator(Problems problems, boolean inFile) {
        this.problems = problems;
        this.fields = new FieldRules(problems);
        this.inFile = inFile;
    }

    void check(List<HealthCheck> checks, String path) {
        problems.requireSize(checks, HealthCheck.MAX, path);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < Math.min(checks.size(), HealthCheck.MAX); i++) {
            String place = path + "[" + i + "]";
            String name = checks.get(i).name();
            if (name == null) {
                problems.add(place + ".name", "missing; give a name that is unique in the list");
            } else {
                fields.name(name, place + ".name");
                // The API server has the same problem in the place of the list.
                problems.require(
                        names.add(name),
                        inFile ? place + ".name" : path,
                        QuotedText.of(name) + " is used twice; rename one");
            }
            check(checks.get(i), place);
        }
    }

    private void check(HealthCheck check, String path) {
        checkKind(check, path);
        long period = problems.requireDuration(check.periodOrDefault(), "100ms", "60m", path + ".period");
        long timeout = problems.requireDuration(check.timeoutOrDefault(), "10ms", "60s", path + ".timeout");
        problems.require(
                period < 0 || timeout < 0 || timeout < period || !problems.sound(path + ".period"),
                path + ".timeout",
                "%s is not less than the period, which is %s; lower the timeout or raise the period"
                        .formatted(check.timeoutOrDefault(), check.periodOrDefault()));
        problems.requireRange(check.failureThresholdOrDefault(), 1, MAX_THRESHOLD, path + ".failureThreshold");
        problems.requireRange(check.successThresholdOrDefault(), 1, MAX_THRESHOLD, path + ".successThreshold");
        problems.requireRange(check.penaltyOrDefault(), 1, MAX_PENALTY, path + ".penalty");
    }

    private void checkKind(HealthCheck check, String path) {
        long kinds = Stream.of(check.http(), check.tcp(), check.interfaceState(), check.service(), check.command())
                .filter(Objects::nonNull)
                .count();
        boolean readable = Stream.of("http", "tcp", "interface", "service", "command")
                .allMatch(kind -> problems.sound(path + "." + kind));
        problems.require(
                kinds == 1 || !readable,
                path,
                "give one of http, tcp, interface and " + (inFile ? "command" : "service"));
        if (check.http() != null) {
            http(check.http(), path + ".http");
        }
        if (check.tcp() != null) {
            host(check.tcp().host(), path + ".tcp.host");
            port(check.tcp().port(), path + ".tcp.port");
        }
        if (check.interfaceState() != null) {
            interfaceState(check.interfaceState(), path + ".interface.name");
        }
        if (check.service() != null) {
            service(check.service(), path + ".service");
        }
        if (check.command() != null) {
            command(check.command(), path + ".command");
        }
    }

    private void http(HealthCheck.Http http, String path) {
        port(http.port(), path + ".port");
        host(http.host(), path + ".host");
        requestPath(http.pathOrDefault(), path + ".path");
        String hostHeader = http.hostHeader();
        problems.require(
                hostHeader == null || HOST_HEADER.matcher(hostHeader).matches(),
                path + ".hostHeader",
                QuotedText.of(Objects.requireNonNullElse(hostHeader, ""))
                        + " cannot be a Host header; write a name such as example.org");
        HealthCheck.Expect expect = http.expect();
        if (expect != null) {
            problems.requireSize(expect.status(), MAX_STATUS, path + ".expect.status");
            for (int i = 0; i < expect.status().size(); i++) {
                problems.requireRange(expect.status().get(i), 100, 599, path + ".expect.status[" + i + "]");
            }
            requireShort(expect.body(), path + ".expect.body");
        }
    }

    private void requestPath(String text, String path) {
        String quoted = QuotedText.of(text);
        if (!text.startsWith("/")) {
            problems.add(
                    path,
                    text.contains("://")
                            ? quoted + " is a URL; write what follows the host, such as /healthz"
                            : quoted + " does not begin with /; write /" + text);
            return;
        }
        problems.require(
                PATH.matcher(text).matches(),
                path,
                quoted + " has characters that a URL cannot have; write a space as %20");
        requireShort(text, path);
    }

    private void requireShort(@Nullable String text, String path) {
        problems.require(
                text == null || text.length() <= MAX_TEXT,
                path,
                "is too long; give at most " + MAX_TEXT + " characters");
    }

    private void port(@Nullable Integer port, String path) {
        if (port == null) {
            problems.add(path, "missing; give the port, 1..65535");
            return;
        }
        problems.requireRange(port, 1, MAX_PORT, path);
    }

    private void host(@Nullable String host, String path) {
        if (host == null) {
            return;
        }
        try {
            AddressText.parse(host);
        } catch (IllegalArgumentException _) {
            problems.add(path, QuotedText.of(host) + " " + noHost(host));
        }
    }

    private static String noHost(String host) {
        if (host.contains("://")) {
            return "is a URL; write the address alone, such as 127.0.0.1";
        }
        if (host.contains("/")) {
            return "has a prefix; write the address alone";
        }
        return WITH_PORT.matcher(host).matches()
                ? "has a port; write the address alone, and the port in port"
                : "is not an IP address; write one such as 127.0.0.1 or ::1";
    }

    private void interfaceState(HealthCheck.InterfaceState state, String path) {
        if (state.name() == null) {
            problems.add(path, "missing; give the name of the network interface");
            return;
        }
        fields.interfaceName(state.name(), path);
    }

    private void service(HealthCheck.ServiceEndpoint service, String path) {
        if (inFile) {
            problems.add(path, "is for Kubernetes only; give http or tcp with the port of the service on this host");
            return;
        }
        serviceName(service.namespace(), path + ".namespace");
        serviceName(service.name(), path + ".name");
    }

    private void serviceName(@Nullable String name, String path) {
        if (name == null) {
            problems.add(path, "missing; name the Service and its namespace");
            return;
        }
        fields.name(name, path);
    }

    private void command(HealthCheck.Command command, String path) {
        if (!inFile) {
            problems.add(path, "is for files only; give http, tcp, interface or service");
            return;
        }
        List<String> argv = command.argv();
        if (argv.isEmpty()) {
            problems.add(path + ".argv", "missing; give the program and its arguments: [/usr/bin/pgrep, -x, nginx]");
            return;
        }
        problems.requireSize(argv, MAX_ARGUMENTS, path + ".argv");
        for (int i = 0; i < argv.size(); i++) {
            requireShort(argv.get(i), path + ".argv[" + i + "]");
            problems.require(argv.get(i).indexOf(0) < 0, path + ".argv[" + i + "]", "contains a zero byte; remove it");
        }
        program(argv.getFirst(), path + ".argv[0]");
        String user = command.user();
        problems.require(
                user == null || USER.matcher(user).matches(),
                path + ".user",
                QuotedText.of(Objects.requireNonNullElse(user, "")) + " cannot be a user; give a user's name");
    }

    private void program(String program, String path) {
        boolean name = !program.isEmpty() && program.indexOf('/') < 0;
        boolean shellLine = program.contains(" ") && !program.startsWith("/");
        problems.require(
                (name || program.startsWith("/")) && !shellLine,
                path,
                shellLine
                        ? QuotedText.of(program) + " is a whole command line; write each argument as its own item"
                        : QuotedText.of(program) + " is not a program; give its full path or its name in PATH");
    }
}
