package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.keepalived.map.ImportedInstance.Binding;
import dev.virtualip.cli.keepalived.map.ImportedInstance.Sending;
import dev.virtualip.cli.keepalived.parse.UnusualCharacters;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.Authentication;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves how an instance sends its advertisements: source, peers and password. */
final class SendingResolver {
    private final RawInstance raw;
    private final DirectiveOutcomes outcomes;
    private final @Nullable SourceLine strict;

    /**
     * One that reads an instance.
     *
     * @param strict where strict mode is asked for; null: nowhere
     */
    SendingResolver(RawInstance raw, DirectiveOutcomes outcomes, @Nullable SourceLine strict) {
        this.raw = raw;
        this.outcomes = outcomes;
        this.strict = strict;
    }

    Sending resolve(Located<Integer> virtualRouterId, Located<Integer> version, Binding binding) {
        List<Located<String>> peers = peers(binding);
        return new Sending(
                virtualRouterId,
                version,
                peers,
                sourceAddress(binding, !peers.isEmpty()),
                messageOnly(version.value(), binding.family()),
                password(version.value()));
    }

    private Located<Boolean> messageOnly(int version, InstanceFamily family) {
        Located<Boolean> messageOnly = raw.checksumAsV2 == null ? new Located<>(false, raw.place) : raw.checksumAsV2;
        boolean matters = version == 3 && family == InstanceFamily.IPV4;
        if (messageOnly.value() && !matters) {
            outcomes.remark(messageOnly.place(), "v3_checksum_as_v2: only matters with version 3 over IPv4: left out");
        }
        return messageOnly.map(on -> on && matters);
    }

    /** The peers that an agent takes: hosts' addresses, each once, and not its own. */
    private List<Located<String>> peers(Binding binding) {
        List<Located<String>> peers = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Located<String> peer : raw.unicastPeers) {
            String objection = objection(peer.value(), binding);
            if (raw.sourceAddress != null && raw.sourceAddress.value().equals(peer.value())) {
                objection = "is this host's own address";
            } else if (!seen.add(peer.value())) {
                objection = "is there twice";
            }
            if (objection == null) {
                peers.add(peer);
            } else {
                outcomes.remark(peer.place(), "%s: %s: left out of the peers".formatted(peer.value(), objection));
            }
        }
        if (!peers.isEmpty()) {
            outcomes.remark(
                    peers.getFirst().place(),
                    "unicast_peer: in the VirtualIP the peers are the other candidates, the operator fills them in; a"
                            + " keepalived outside goes into vrrp.allowedSources");
        } else if (raw.unicast != null) {
            outcomes.remark(
                    raw.unicast,
                    "unicast is asked for, but no unicast_peer is left: the router sends by multicast, as keepalived"
                            + " up to 2.2 does (later ones stay in FAULT); name the peers in unicast_peer, or remove"
                            + " unicast_src_ip and unicast_peer");
        }
        return peers;
    }

    private @Nullable Located<String> sourceAddress(Binding binding, boolean unicast) {
        Located<String> source = raw.sourceAddress;
        if (source == null) {
            return null;
        }
        String objection = objection(source.value(), binding);
        InetAddress address = Objects.requireNonNull(ValueParser.address(source.value()));
        if (objection == null && !unicast && binding.family() == InstanceFamily.IPV6 && !address.isLinkLocalAddress()) {
            objection = "IPv6 multicast is sent from a link-local address";
        }
        if (objection != null) {
            outcomes.remark(
                    source.place(),
                    "source address %s: %s: left out, the agent sends from the interface's first address"
                            .formatted(source.value(), objection));
            return null;
        }
        outcomes.remark(
                source.place(),
                "source address: goes into the VRRPRouter file; in the VirtualIP each node sends from its interface's"
                        + " first address");
        return source;
    }

    /** Why an address is no host's own; null: it can be. */
    private static @Nullable String objection(String text, Binding binding) {
        InetAddress address = Objects.requireNonNull(ValueParser.address(text));
        Optional<String> objection = IpPrefix.objection(address);
        if (objection.isPresent()) {
            return "is " + objection.get();
        }
        boolean virtual = binding.addresses().stream().anyMatch(own -> own.ip().equals(address))
                || binding.excluded().stream().anyMatch(own -> own.ip().equals(address));
        return virtual ? "is one of the virtual addresses" : null;
    }

    private @Nullable Located<String> password(int version) {
        Located<String> password = raw.password;
        Located<String> type = raw.authType;
        if (password == null) {
            if (type != null && type.value().equals("PASS")) {
                outcomes.remark(type.place(), "auth_type: without auth_pass nothing is authenticated: left out");
            }
            return null;
        }
        if (strict != null) {
            outcomes.remark(
                    password.place(),
                    "auth_pass: in strict mode (%s) keepalived sends and takes no password: left out"
                            .formatted(strict));
            return null;
        }
        if (type == null || type.value().equals("AH")) {
            outcomes.remark(password.place(), "auth_pass: is not used without 'auth_type PASS': left out");
            return null;
        }
        if (version == 3) {
            outcomes.remark(
                    password.place(), "auth_pass: version 3 has no authentication, keepalived sends none: left out");
            return null;
        }
        outcomes.remark(
                password.place(),
                "auth_pass: is in clear in this file and in every advertisement: it guards against mistakes, not"
                        + " against attackers");
        return firstBytes(password);
    }

    private @Nullable Located<String> firstBytes(Located<String> password) {
        byte[] bytes = password.value().getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= Authentication.MAX_PASSWORD_BYTES) {
            return password;
        }
        String sent = new String(bytes, 0, Authentication.MAX_PASSWORD_BYTES, StandardCharsets.UTF_8);
        if (UnusualCharacters.isDamaged(sent)) {
            outcomes.remark(
                    password.place(),
                    "auth_pass: the 8 bytes that keepalived sends end within a character and cannot be taken over: left"
                            + " out; give all hosts one of at most 8 ASCII characters");
            return null;
        }
        outcomes.remark(
                password.place(),
                "auth_pass: is longer than the 8 bytes that are sent: the others are left out, as in keepalived");
        return password.map(whole -> sent);
    }
}
