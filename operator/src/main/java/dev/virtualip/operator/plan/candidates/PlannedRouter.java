package dev.virtualip.operator.plan.candidates;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.InterfaceSelector;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.request.VirtualIPSettings;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.InterfaceChoice;
import dev.virtualip.operator.plan.topology.Networks;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.RunningRouter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A virtual router of the plan.
 *
 * @param name its name on all nodes
 * @param ipv6 its family
 * @param network the network of its advertisements; {@link Networks#UNKNOWN} until it is chosen, or while no node
 *     reports it
 * @param id its Virtual Router ID; 0 until it has one
 * @param members the VirtualIPs that it serves, the oldest first; at least one is not retained
 * @param running the running virtual router; null: it does not run yet
 */
public record PlannedRouter(
        String name,
        boolean ipv6,
        int network,
        int id,
        List<RouterMember> members,
        @Nullable RunningRouter running) {

    /** Maximum IPv4 addresses: their advertisement fits the smallest MTU of any link (576 bytes). */
    private static final int MAX_IPV4 = 100;
    /** Maximum IPv6 addresses: 1,280 bytes, less the link-local address that leads the list. */
    private static final int MAX_IPV6 = 76;

    public PlannedRouter {
        members = List.copyOf(members);
    }

    public PlannedRouter on(int chosenNetwork) {
        return new PlannedRouter(name, ipv6, chosenNetwork, id, members, running);
    }

    public PlannedRouter under(int chosenID) {
        return new PlannedRouter(name, ipv6, network, chosenID, members, running);
    }

    public PlannedRouter with(RouterMember another) {
        List<RouterMember> more = new ArrayList<>(members);
        more.add(another);
        return new PlannedRouter(name, ipv6, network, id, more, running);
    }

    /** Whether a hosted router is an instance of this virtual router, which it never has to wait for. */
    public boolean isSame(HostedRouter hosted, Networks networks) {
        int its = networks.of(hosted.node(), hosted.vrrpInterfaceName());
        return hosted.name().equals(name)
                && hosted.id() == id
                && (its == network || its == Networks.UNKNOWN || network == Networks.UNKNOWN);
    }

    /** Whether a node has to release a hosted router before it may get this one. */
    boolean collidesWith(HostedRouter hosted, Networks networks) {
        if (hosted.ipv6() != ipv6 || isSame(hosted, networks)) {
            return false;
        }
        int its = networks.of(hosted.node(), hosted.vrrpInterfaceName());
        return (id > 0 && hosted.id() == id && its == network)
                || members.stream()
                        .flatMap(member -> member.addresses().stream())
                        .anyMatch(prefix -> hosted.addresses().contains(prefix.address()));
    }

    /** Returns the VirtualIPs that are not refused. */
    public List<VirtualIPRequest> requests() {
        if (members.size() == 1 && !members.getFirst().retained()) {
            return List.of(members.getFirst().request());
        }
        return members.stream()
                .filter(member -> !member.retained())
                .map(RouterMember::request)
                .toList();
    }

    /** Returns the settings, which all members share. */
    public VirtualIPSettings settings() {
        for (RouterMember member : members) {
            if (!member.retained()) {
                return member.request().requireSettings();
            }
        }
        throw new IllegalStateException(name + " has only retained members and cannot be planned");
    }

    /** Returns the Virtual Router ID that a user set; null: none. */
    @Nullable
    public Integer givenID() {
        return requests().stream()
                .map(VirtualIPRequest::givenID)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    int addressCount() {
        int count = 0;
        for (RouterMember member : members) {
            count += member.addresses().size();
        }
        return count;
    }

    /** Whether this many more addresses fit into one advertisement. */
    public boolean hasRoomFor(int more) {
        return addressCount() + more <= (ipv6 ? MAX_IPV6 : MAX_IPV4);
    }

    /** Returns the sources that a user allowed besides the candidates. */
    public Set<InetAddress> additionalSources() {
        Set<InetAddress> additionalSources = new HashSet<>();
        for (String text : settings().allowedSources()) {
            additionalSources.add(AddressText.parse(text));
        }
        return additionalSources;
    }

    /** Returns the choice of the interface. Equal settings choose alike. */
    public InterfaceChoice choice() {
        return new InterfaceChoice(
                settings().interfaceSelector(),
                firstAddresses().stream().map(IpPrefix::address).toList());
    }

    /**
     * Returns the interface of its advertisements on a node on which its addresses are on this interface. If the node
     * does not show which one that is, the one in use stays while the user did not ask for another; null: none fits.
     */
    public @Nullable String vrrpInterface(NodeFacts node, String interfaceName) {
        InterfaceSelector selector = settings().vrrpInterfaceSelector();
        if (selector == null) {
            return interfaceName;
        }
        InterfaceChoice choice = InterfaceChoice.ofAdvertisements(selector);
        if (choice.on(node.links()) instanceof InterfaceChoice.Found found) {
            return found.link().name();
        }
        if (node.isSilent() && selector.name() != null) {
            return selector.name();
        }
        HostedRouter place = node.place(name);
        return place != null && choice.allows(place.vrrpInterfaceName()) ? place.vrrpInterfaceName() : null;
    }

    /** Returns the addresses of the oldest member, which stand for all. */
    public List<IpPrefix> firstAddresses() {
        return members.stream()
                .filter(member -> !member.retained())
                .findFirst()
                .orElseThrow()
                .addresses();
    }
}
