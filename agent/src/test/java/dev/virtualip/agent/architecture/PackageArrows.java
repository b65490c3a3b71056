package dev.virtualip.agent.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The dependencies that one package of the agent may have: a line of the table in ARCHITECTURE.md.
 *
 * @param name the package below the agent's own
 * @param siblings the packages of the agent that it may use
 * @param others everything else that it may use, as ArchUnit package patterns
 */
record PackageArrows(String name, List<String> siblings, List<String> others) {

    /** Data and nothing else: no clock, no file, no socket, no thread. */
    private static final List<String> VALUES = List.of(
            "java.lang",
            "java.lang.annotation",
            "java.math",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.function",
            "java.util.stream",
            "java.nio.charset",
            "org.jspecify..");

    private static final List<String> JAVA_BASE = List.of(
            "java.lang..",
            "java.math..",
            "java.net",
            "java.io..",
            "java.nio..",
            "java.time..",
            "java.util..",
            "org.jspecify..");

    private static final String CRDS = "dev.virtualip.crds..";

    /** The enums of condition types and reasons. */
    private static final String CONDITIONS = "dev.virtualip.crds.condition";

    private static final String JACKSON = "com.fasterxml.jackson..";
    private static final String NETTY = "io.netty..";
    private static final String LOG = "org.slf4j..";

    /** The packages whose code sees time, bytes and randomness only as arguments. */
    static final List<String> PURE = List.of("vrrp", "wire", "netlink", "node");

    /** The table. The main package alone is free: it ties the others together. */
    static final List<PackageArrows> TABLE = List.of(
            new PackageArrows("vrrp", List.of(), VALUES),
            new PackageArrows("wire", List.of("vrrp"), VALUES),
            new PackageArrows("netlink", List.of(), VALUES),
            new PackageArrows("node", List.of("vrrp"), with(VALUES, "java.time", CONDITIONS)),
            new PackageArrows("linux", List.of(), JAVA_BASE),
            new PackageArrows("link", List.of("vrrp", "wire", "netlink", "linux", "node"), JAVA_BASE),
            new PackageArrows(
                    "loop", List.of("link", "vrrp", "wire", "netlink", "linux", "node"), with(JAVA_BASE, NETTY)),
            new PackageArrows(
                    "address", List.of("loop", "link", "vrrp", "wire", "netlink", "linux", "node"), JAVA_BASE),
            new PackageArrows("detect", List.of("loop", "link", "vrrp", "wire", "node"), JAVA_BASE),
            new PackageArrows(
                    "router",
                    List.of("address", "detect", "loop", "link", "vrrp", "wire", "netlink", "linux", "node"),
                    with(JAVA_BASE, NETTY, CONDITIONS)),
            new PackageArrows(
                    "probe",
                    List.of("vrrp", "wire", "netlink", "linux"),
                    with(JAVA_BASE, "dev.virtualip.crds.doctor", "dev.virtualip.crds.format")),
            new PackageArrows(
                    "api",
                    List.of(),
                    with(JAVA_BASE, JACKSON, "java.security..", "java.net.http..", "javax.net.ssl..")),
            new PackageArrows(
                    "health",
                    List.of("linux", "node"),
                    with(JAVA_BASE, "dev.virtualip.crds.format", "java.security..", "javax.net.ssl..")),
            new PackageArrows(
                    "config",
                    List.of("api", "vrrp", "node"),
                    with(JAVA_BASE, CRDS, JACKSON, LOG, "dev.virtualip.daemon")),
            new PackageArrows(
                    "report",
                    List.of("api", "vrrp", "node"),
                    with(JAVA_BASE, CRDS, JACKSON, LOG, "io.prometheus..", "dev.virtualip.daemon..")),
            new PackageArrows(
                    "notification",
                    List.of("vrrp", "node", "report"),
                    with(JAVA_BASE, CRDS, "dev.virtualip.daemon..")));

    /** The patterns of all that this package may use, itself included, when the agent's package is {@code base}. */
    String[] allowed(String base) {
        return Stream.of(Stream.of(name), siblings.stream())
                .flatMap(names -> names)
                .map(sibling -> base + "." + sibling + "..")
                .collect(() -> new ArrayList<>(others), List::add, List::addAll)
                .toArray(String[]::new);
    }

    private static List<String> with(List<String> patterns, String... more) {
        return Stream.concat(patterns.stream(), Stream.of(more)).toList();
    }
}
