package dev.virtualip.deploy.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program that gets an image.
 *
 * @param name of the image, and of the jar
 * @param module the folder of the Maven module that builds it
 * @param description one line
 * @param user under which it runs, as {@code uid:gid}
 * @param modules of the Java runtime that it needs
 * @param javaOptions as its launcher gives them, with the image's paths
 */
record Program(
        String name, String module, String description, String user, Set<String> modules, List<String> javaOptions) {

    /** Where the Java runtime is in an image. */
    static final String JAVA = "opt/java";

    /** Where the program is in an image. */
    static final String HOME = "opt/virtualip";

    private static final String NOBODY_SPECIAL = "65532:65532";

    /** Small and quick to start: a few packets a second, and classes that weigh more than data. */
    private static final List<String> SMALL =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders", "-XX:-UsePerfData");

    /** What the jars of each name, less what they can do without: a test compares. */
    private static final Set<String> KUBERNETES_CLIENT =
            Set.of("java.base", "java.logging", "java.net.http", "java.security.sasl", "java.xml", "jdk.httpserver");

    /** Netty reads and writes memory with it. */
    private static final Set<String> KUBERNETES_CLIENT_AND_NETTY = Stream.concat(
                    KUBERNETES_CLIENT.stream(), Stream.of("jdk.unsupported"))
            .collect(Collectors.toUnmodifiableSet());

    /**
     * The node agent. Its user is root's, because a container gets added capabilities only that way: capabilities on
     * the file would need privilege escalation, which its pod denies. It keeps two of them and nothing else.
     */
    static final Program AGENT = new Program(
            "virtualip-agent",
            "agent",
            "Node agent of virtualip-operator: VRRP, addresses, announcements",
            "0:0",
            KUBERNETES_CLIENT_AND_NETTY,
            options(
                    "-Djdk.reflect.useNativeAccessorOnly=true",
                    "-Djava.library.path=/" + HOME + "/native",
                    "-XX:TrimNativeHeapInterval=5000",
                    "-XX:SweeperThreshold=100",
                    "-XX:CompileThresholdScaling=4",
                    "-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider",
                    "-Dslf4j.internal.verbosity=WARN",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Xms8m",
                    "-Xmx32m",
                    "-Xmn6m",
                    "-XX:SurvivorRatio=2",
                    "-XX:TargetSurvivorRatio=90",
                    "-Xss256k",
                    "-XX:ReservedCodeCacheSize=12m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Xlog:disable",
                    "-Xlog:all=warning:stderr",
                    "-Xlog:aot*=off:stderr",
                    "-Xlog:cds*=off:stderr"));

    /** The operator. */
    static final Program OPERATOR = new Program(
            "virtualip-operator",
            "operator",
            "Operator of virtualip-operator: plans which node may hold which address",
            NOBODY_SPECIAL,
            KUBERNETES_CLIENT,
            options(
                    "-XX:TrimNativeHeapInterval=5000",
                    "-Xms16m",
                    "-Xmx64m",
                    "-Xss512k",
                    "-XX:ReservedCodeCacheSize=24m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Xlog:disable",
                    "-Xlog:all=warning:stderr",
                    "-Xlog:cds*=off:stderr"));

    /** The command line. */
    static final Program CLI = new Program(
            "virtualip",
            "cli",
            "Command line of virtualip-operator: import from keepalived, status, moves, maintenance",
            NOBODY_SPECIAL,
            KUBERNETES_CLIENT,
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData",
                    "-Xlog:aot*=off:stderr",
                    "-Xlog:cds*=off:stderr"));

    /** All of them. */
    static final List<Program> ALL = List.of(AGENT, OPERATOR, CLI);

    /** The path of its jar in the image, which starts at the root. */
    String jar() {
        return "/" + HOME + "/" + name + ".jar";
    }

    /** The path of its class archive in the image. */
    String classArchive() {
        return "/" + HOME + "/" + name + ".jsa";
    }

    /** The path of the list that the class archive is made of: there while it is made. */
    String classList() {
        return "/tmp/" + name + ".classes";
    }

    /** Command of the container; the image has no shell. */
    List<String> entrypoint(boolean withClassArchive) {
        List<String> command = new ArrayList<>(List.of("/" + JAVA + "/bin/java"));
        command.addAll(javaOptions);
        if (withClassArchive) {
            command.add("-XX:SharedArchiveFile=" + classArchive());
        }
        command.addAll(List.of("-jar", jar()));
        return command;
    }

    private static List<String> options(String... own) {
        List<String> options = new ArrayList<>(SMALL);
        options.addAll(List.of(own));
        return List.copyOf(options);
    }
}
