package dev.virtualip.testkit.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kernel.Namespace;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** A host of a lab: a network namespace whose interface {@code eth1} has a cable to the lab's bridge. */
public final class LabHost {
    /** The name of every host's interface. */
    public static final String INTERFACE = "eth1";

    private static final JsonMapper JSON = new JsonMapper();

    private final Lab lab;
    private final String name;
    private final int number;
    private final Namespace namespace;

    LabHost(Lab lab, String name, int number, Namespace namespace) {
        this.lab = lab;
        this.name = name;
        this.number = number;
        this.namespace = namespace;
    }

    /** The host's name, unique in its lab; also the name of its port on the bridge. */
    public String name() {
        return name;
    }

    /** The last number of all its addresses. */
    int number() {
        return number;
    }

    /** The lab it belongs to. */
    public Lab lab() {
        return lab;
    }

    /** The namespace that the host is. */
    public Namespace namespace() {
        return namespace;
    }

    /** Its own IPv4 address, in a /24. */
    public InetAddress inet() {
        return lab.network().inet(number);
    }

    /** Its own global IPv6 address, in a /64. */
    public InetAddress inet6() {
        return lab.network().inet6(number);
    }

    /** Runs a command on this host and returns what it printed; throws when it fails. */
    public String exec(String... command) {
        return Commands.run(command(command).toArray(String[]::new));
    }

    /** The command line that runs {@code command} on this host. */
    public List<String> command(String... command) {
        return Commands.inside(namespace.name(), command);
    }

    /** All addresses on {@code eth1}; none when the interface is not there. */
    public List<HostAddress> addresses() {
        List<HostAddress> addresses = new ArrayList<>();
        String json = Commands.run("ip", "-n", namespace.name(), "-json", "addr", "show");
        try {
            for (var link : JSON.readTree(json)) {
                if (link.path("ifname").asText().equals(INTERFACE)) {
                    link.path("addr_info").forEach(entry -> addresses.add(HostAddress.of(entry)));
                }
            }
        } catch (JsonProcessingException e) {
            throw new LabException("ip addr on " + name + " printed no JSON: " + json, e);
        }
        return addresses;
    }

    /** Whether {@code eth1} has this address now. */
    public boolean holds(InetAddress address) {
        return addresses().stream().anyMatch(bound -> bound.address().equals(address));
    }

    /** Pulls the cable out: the host's interface loses its carrier. */
    public void pullCable() {
        lab.port(name, "down");
    }

    /** Puts the cable back. */
    public void plugCable() {
        lab.port(name, "up");
    }

    /** Pulls the cable and puts it back so often, with such a pause (milliseconds) after each change. */
    public void flap(int times, int pauseMillis) {
        for (int i = 0; i < times; i++) {
            pullCable();
            Wait.millis(pauseMillis);
            plugCable();
            Wait.millis(pauseMillis);
        }
    }

    /** Deletes the interface, as when a network card is taken out. */
    public void deleteInterface() {
        ip("link delete " + INTERFACE);
    }

    /** Makes the interface again, with a new index, the host's addresses and a cable to the bridge. */
    public void createInterface() {
        lab.connect(List.of(this));
    }

    /** Runs lines of {@code ip} on this host in one process, for example {@code link set eth1 down}. */
    public void ip(String... lines) {
        Commands.ipBatch(namespace.name(), List.of(lines));
    }

    /** Removes an address that was bound without a subnet, if it is there, as another program on this host would. */
    public void removeAddress(InetAddress address) {
        try {
            ip("addr del %s/%d dev %s"
                    .formatted(address.getHostAddress(), address.getAddress().length * Byte.SIZE, INTERFACE));
        } catch (LabException e) {
            // The words of older kernels, and of newer ones.
            String message = String.valueOf(e.getMessage());
            if (!message.contains("Cannot assign") && !message.contains("Address not found")) {
                throw e;
            }
        }
    }

    /** Removes the host's own IPv4 address. */
    public void removeOwnAddress() {
        ip("addr del " + ownAddress());
    }

    /** Puts the host's own IPv4 address back. */
    public void addOwnAddress() {
        ip("addr add " + ownAddress());
    }

    private String ownAddress() {
        return inet().getHostAddress() + "/24 dev " + INTERFACE;
    }

    /** Gives the interface the host's own addresses and takes it up. */
    void configure() {
        ip(
                "link set lo up",
                "addr add " + ownAddress(),
                "addr add " + inet6().getHostAddress() + "/64 dev " + INTERFACE + " nodad",
                "link set " + INTERFACE + " up");
    }

    /** Kernel settings of a host: addresses are usable at once, anyone may ask for an echo. */
    void prepare() {
        namespace.sysctl("net/ipv6/conf/all/accept_dad", "0");
        namespace.sysctl("net/ipv6/conf/default/accept_dad", "0");
        namespace.sysctl("net/ipv4/ping_group_range", "0 2147483647");
    }

    /** Line that creates the interface. The MAC address is fixed, so that a new interface is the same host. */
    String cable() {
        return "link add name %s type veth peer name %s address 02:00:5e:10:00:%02x netns %s"
                .formatted(name, INTERFACE, number, namespace.name());
    }

    @Override
    public String toString() {
        return name;
    }
}
