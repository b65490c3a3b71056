package dev.virtualip.crds.validation;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.v1alpha1.Authentication;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.Vrrp;
import dev.virtualip.crds.v1alpha1.Vrrp.Transport;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules for one virtual router's protocol settings: version, interval, authentication, and who talks to whom. */
final class VrrpRules {
    private final Problems problems;
    private final AddressRules addressRules;

    VrrpRules(Problems problems, AddressRules addressRules) {
        this.problems = problems;
        this.addressRules = addressRules;
    }

    void check(CheckedRouter checked) {
        Vrrp vrrp = checked.router().vrrpOrDefault();
        checkIdentity(checked, vrrp);
        boolean versionKnown = problems.sound(checked.at("vrrp.version"));
        new FieldRules(problems)
                .interval(
                        checked.router().advertisementIntervalOrDefault(),
                        versionKnown ? vrrp.versionOrDefault() : FieldRules.UNKNOWN_VERSION,
                        checked.at("advertisementInterval"));
        if (vrrp.authentication() != null) {
            checkAuthentication(checked, vrrp, vrrp.authentication());
        }
        addressRules.requireHosts(checked, "vrrp.allowedSources", vrrp.allowedSources());
        if (vrrp.interfaceSelector() != null) {
            checkInterface(vrrp.interfaceSelector(), checked.at("vrrp.interface"));
        }
        checkSource(checked, vrrp, checked.router().sourceAddress());
        checkPeers(checked, vrrp);
    }

    private void checkIdentity(CheckedRouter checked, Vrrp vrrp) {
        String idPath = checked.at("vrrp.virtualRouterID");
        if (vrrp.virtualRouterID() == null) {
            problems.add(idPath, "missing; give 1..255, the same on all routers of this virtual router");
        } else {
            problems.requireRange(vrrp.virtualRouterID(), 1, 255, idPath);
        }
        int version = vrrp.versionOrDefault();
        String versionPath = checked.at("vrrp.version");
        problems.require(version == 2 || version == 3, versionPath, version + " is no VRRP version; give 2 or 3");
        problems.require(
                !(version == 2 && checked.isIpv6()),
                versionPath,
                "2 cannot carry IPv6; use version 3 or IPv4 addresses");
    }

    private void checkInterface(VirtualIPSpec.InterfaceSelector selector, String path) {
        if (selector.pattern() != null) {
            problems.add(path + ".pattern", "is for a VirtualIP only; give name");
        } else if (selector.name() == null) {
            problems.add(path + ".name", "missing; give the name of the network interface");
        } else {
            new FieldRules(problems).interfaceName(selector.name(), path + ".name");
        }
    }

    private void checkAuthentication(CheckedRouter checked, Vrrp vrrp, Authentication authentication) {
        String path = checked.at("vrrp.authentication");
        if (authentication.type() == Authentication.Type.HMAC) {
            problems.add(path + ".type", "HMAC is not yet supported; use Password with version 2, or remove it");
            return;
        }
        problems.require(
                vrrp.versionOrDefault() != 3 || !problems.sound(checked.at("vrrp.version")),
                path,
                "version 3 has none; use version 2 or remove authentication");
        problems.require(authentication.type() != null, path + ".type", "missing; give Password");
        if (authentication.secretRef() != null) {
            problems.add(path + ".secretRef", "is for Kubernetes only; give password in a file");
            return;
        }
        if (problems.sound(path + ".secretRef")) {
            checkPassword(authentication.password(), path + ".password");
        }
    }

    private void checkPassword(@Nullable String password, String path) {
        if (password == null) {
            problems.add(path, "missing; give 1..8 bytes");
            return;
        }
        problems.require(!password.isEmpty(), path, "is empty; give 1..8 bytes or remove authentication");
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        problems.require(
                bytes <= Authentication.MAX_PASSWORD_BYTES,
                path,
                "has %d bytes but VRRP sends 8; give the first 8, which is what keepalived sends".formatted(bytes));
        problems.require(password.indexOf(0) < 0, path, "contains a zero byte, which ends it on the wire; remove it");
    }

    private void checkSource(CheckedRouter checked, Vrrp vrrp, @Nullable String source) {
        if (source == null) {
            return;
        }
        String path = checked.at("sourceAddress");
        addressRules.requireHost(checked, path, source);
        InetAddress address = read(source);
        boolean owner = checked.router().priorityOrDefault() == 255 || !problems.sound(checked.at("priority"));
        problems.require(
                owner || address == null || !checked.hosts().contains(address),
                path,
                source + " is one of the virtual addresses; give the interface's own address");
        boolean multicast =
                vrrp.transportOrDefault() == Transport.MULTICAST && problems.sound(checked.at("vrrp.transport"));
        boolean multicastIpv6 = checked.isIpv6() && multicast;
        problems.require(
                !multicastIpv6 || address == null || address.isLinkLocalAddress(),
                path,
                source + " is not link-local, as RFC 9568 wants of IPv6 multicast; give one in fe80::/10, or none");
    }

    private void checkPeers(CheckedRouter checked, Vrrp vrrp) {
        List<String> peers = checked.router().unicastPeers();
        problems.require(
                peers.isEmpty()
                        || vrrp.transportOrDefault() == Transport.UNICAST
                        || !problems.sound(checked.at("vrrp.transport")),
                checked.at("unicastPeers"),
                "need transport Unicast; set vrrp.transport: Unicast or remove unicastPeers");
        addressRules.requireHosts(checked, "unicastPeers", peers);
        Set<InetAddress> seen = new HashSet<>();
        for (int i = 0; i < peers.size(); i++) {
            checkPeer(checked, i, seen);
        }
    }

    private void checkPeer(CheckedRouter checked, int index, Set<InetAddress> seen) {
        String text = checked.router().unicastPeers().get(index);
        String path = checked.at("unicastPeers[" + index + "]");
        InetAddress peer = read(text);
        if (peer == null) {
            return;
        }
        String source = checked.router().sourceAddress();
        problems.require(seen.add(peer), path, text + " is given twice; remove one");
        problems.require(
                !checked.hosts().contains(peer),
                path,
                text + " is one of the virtual addresses; give the peer's own address");
        problems.require(
                source == null || !peer.equals(read(source)), path, text + " is this node's sourceAddress; remove it");
    }

    /** The address, or null if the text names none (which another rule reports). */
    private static @Nullable InetAddress read(String text) {
        try {
            return AddressText.parse(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
