package dev.virtualip.agent.probe;

import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.linux.NetlinkSocket;
import dev.virtualip.agent.netlink.DumpRequests;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.netlink.NetlinkEvent.LinkChanged;
import dev.virtualip.agent.netlink.NetlinkParser;
import dev.virtualip.agent.netlink.RouteLookup;
import dev.virtualip.agent.probe.LinkFacts.LinkSettings;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@link LinkFacts} from rtnetlink, {@code /proc}, {@code /sys} and the files of network daemons. */
final class LinkFactsReader {
    /** An address on no local network: only the route to it is looked up. */
    private static final InetAddress FAR_AWAY = InetAddress.ofLiteral("9.9.9.9");

    private final HostPaths paths;
    private int sequence;

    LinkFactsReader(HostPaths paths) {
        this.paths = paths;
    }

    /** All interfaces but loopback, by name. */
    Map<String, LinkFacts> read() throws NativeIoException {
        try (NetlinkSocket socket = NetlinkSocket.openRequests()) {
            Map<Integer, LinkChanged> links = new LinkedHashMap<>();
            Map<Integer, List<AddressChanged>> addresses = new LinkedHashMap<>();
            ByteBuffer request = ByteBuffer.allocateDirect(NetlinkSocket.REQUEST_CAPACITY);
            DumpRequests.links(request, ++sequence);
            NetlinkParser.parse(socket.dump(request.flip()), event -> {
                if (event instanceof LinkChanged link && !link.loopback()) {
                    links.put(link.index(), link);
                }
            });
            request.clear();
            DumpRequests.addresses(request, ++sequence);
            NetlinkParser.parse(socket.dump(request.flip()), event -> {
                if (event instanceof AddressChanged address) {
                    addresses
                            .computeIfAbsent(address.interfaceIndex(), none -> new ArrayList<>())
                            .add(address);
                }
            });
            Map<String, LinkFacts> facts = new LinkedHashMap<>();
            for (LinkChanged link : links.values()) {
                facts.put(link.name(), facts(link, addresses.getOrDefault(link.index(), List.of()), links, socket));
            }
            return facts;
        }
    }

    private LinkFacts facts(
            LinkChanged link, List<AddressChanged> addresses, Map<Integer, LinkChanged> links, NetlinkSocket socket) {
        String bridge = bridge(link, links);
        Path snooping = paths.sys().resolve("class/net").resolve(bridge).resolve("bridge");
        Optional<String> networkd = networkd(link.index());
        return new LinkFacts(
                link.index(),
                link.name(),
                link.up(),
                link.lowerUp(),
                new MacAddress(link.mac()),
                link.mtu(),
                addresses,
                new LinkSettings(
                        paths.effectiveSetting(link.name(), "rp_filter"),
                        paths.effectiveSetting(link.name(), "arp_ignore"),
                        paths.effectiveSetting(link.name(), "promote_secondaries") > 0,
                        paths.interfaceSetting("ipv6", link.name(), "disable_ipv6")
                                        .orElse(1)
                                != 0),
                bridge,
                !bridge.isEmpty()
                        && HostPaths.number(snooping.resolve("multicast_snooping"))
                                        .orElse(0)
                                == 1
                        && HostPaths.number(snooping.resolve("multicast_querier"))
                                        .orElse(0)
                                == 0,
                HostPaths.word(
                        paths.sys().resolve("class/net").resolve(link.name()).resolve("bonding/mode")),
                repliesVia(addresses, links, socket),
                networkd.map(text -> HostPaths.value(text, "NETWORK_FILE")).orElse(""),
                networkd.filter(this::keeps).isPresent(),
                networkManager(link.index()));
    }

    private String bridge(LinkChanged link, Map<Integer, LinkChanged> links) {
        if (Files.isDirectory(
                paths.sys().resolve("class/net").resolve(link.name()).resolve("bridge"))) {
            return link.name();
        }
        LinkChanged master = links.get(link.masterIndex());
        return master != null
                        && Files.isDirectory(paths.sys()
                                .resolve("class/net")
                                .resolve(master.name())
                                .resolve("bridge"))
                ? master.name()
                : "";
    }

    private String repliesVia(List<AddressChanged> addresses, Map<Integer, LinkChanged> links, NetlinkSocket socket) {
        Optional<InetAddress> own = addresses.stream()
                .filter(entry -> !entry.ours())
                .map(AddressChanged::address)
                .filter(address -> Family.of(address) == Family.IPV4)
                .findFirst();
        if (own.isEmpty()) {
            return "";
        }
        try {
            ByteBuffer request = ByteBuffer.allocateDirect(256);
            RouteLookup.write(request, ++sequence, own.get(), FAR_AWAY);
            LinkChanged out = links.get(RouteLookup.interfaceIndex(socket.transact(request.flip())));
            return out == null ? "" : out.name();
        } catch (NativeIoException e) {
            return "";
        }
    }

    /** The state of an interface that systemd-networkd manages; empty if it does not. */
    private Optional<String> networkd(int index) {
        return HostPaths.text(paths.ofHost("/run/systemd/netif/links/" + index))
                .filter(text -> !HostPaths.value(text, "NETWORK_FILE").isEmpty());
    }

    /** Whether the file or one of its drop-ins keeps addresses that it does not name. */
    private boolean keeps(String state) {
        List<String> files = new ArrayList<>(List.of(HostPaths.value(state, "NETWORK_FILE")));
        files.addAll(List.of(HostPaths.value(state, "NETWORK_FILE_DROPINS").split("[: ]+", -1)));
        return files.stream()
                .filter(file -> file.startsWith("/"))
                .flatMap(file -> HostPaths.text(paths.ofHost(file)).stream())
                .map(text -> HostPaths.value(text, "KeepConfiguration"))
                .anyMatch(value -> Set.of("yes", "static").contains(value));
    }

    private boolean networkManager(int index) {
        return HostPaths.text(paths.ofHost("/run/NetworkManager/devices/" + index))
                .map(text -> HostPaths.value(text, "managed").equals("true")
                        && !HostPaths.value(text, "connection-uuid").isEmpty())
                .orElse(false);
    }
}
