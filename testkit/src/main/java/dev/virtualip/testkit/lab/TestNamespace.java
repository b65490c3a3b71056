package dev.virtualip.testkit.lab;

import dev.virtualip.testkit.junit.Prerequisite;
import dev.virtualip.testkit.kernel.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A network namespace of one test, without the bridge and the cables of a {@link Lab}. A thread can enter it, and the
 * sockets that it opens there stay there.
 */
public final class TestNamespace implements AutoCloseable {
    private final Namespace namespace;

    private TestNamespace(Namespace namespace) {
        this.namespace = namespace;
    }

    /** Creates one with its loopback interface up and without duplicate address detection; needs root. */
    public static TestNamespace create() {
        Prerequisite.requireRoot();
        Namespace namespace = new Namespace(LabName.next().namespace("test"));
        Commands.run("ip", "netns", "add", namespace.name());
        TestNamespace created = new TestNamespace(namespace);
        created.ip("link set lo up");
        namespace.sysctl("net/ipv6/conf/default/accept_dad", "0");
        return created;
    }

    /** Name as {@code ip netns list} shows it. */
    public String name() {
        return namespace.name();
    }

    /** Connects an interface here with one in the other namespace, both up. */
    public void connect(String here, TestNamespace other, String there) {
        ip("link add " + here + " type veth peer name " + there + " netns " + other.name());
        ip("link set " + here + " up");
        other.ip("link set " + there + " up");
    }

    /** Runs ip(8) in this namespace and returns what it prints. */
    public String ip(String arguments) {
        List<String> command = new ArrayList<>(List.of("ip", "-n", name()));
        command.addAll(List.of(arguments.strip().split(" +", -1)));
        return Commands.run(command.toArray(String[]::new));
    }

    /** Runs a shell command in this namespace and returns what it prints. */
    public String shell(String script) {
        return Commands.run(Commands.inside(name(), "sh", "-c", script).toArray(String[]::new));
    }

    /** Index of an interface. */
    public int index(String interfaceName) {
        return Integer.parseInt(
                shell("cat /sys/class/net/" + interfaceName + "/ifindex").strip());
    }

    /** Runs the body on this thread, in this namespace. */
    public <T> T call(Callable<T> body) throws Exception {
        return namespace.callOnThisThread(body);
    }

    @Override
    public void close() {
        Commands.run("ip", "netns", "del", name());
    }
}
