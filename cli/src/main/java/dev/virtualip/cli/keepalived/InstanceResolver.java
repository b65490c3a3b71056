package dev.virtualip.cli.keepalived;

import dev.virtualip.cli.keepalived.Instance.Announcing;
import dev.virtualip.cli.keepalived.Instance.Sending;
import dev.virtualip.crds.Authentication;
import dev.virtualip.crds.Names;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what keepalived's defaults and corrections make of one instance, and says where that is a surprise or a
 * risk.
 */
final class InstanceResolver {
    private static final long MAX_ANNOUNCEMENT_DELAY_MILLIS = 60_000;
    private static final long MAX_REFRESH_MILLIS = 3_600_000;

    private final HostDraft host;
    private final InstanceDraft draft;
    private final Ledger ledger;

    private InstanceResolver(HostDraft host, InstanceDraft draft, Ledger ledger) {
        this.host = host;
        this.draft = draft;
        this.ledger = ledger;
    }

    /** The instance as it works; null with a remark: it cannot be carried over. */
    static @Nullable Instance resolve(String hostName, HostDraft host, InstanceDraft draft, Ledger ledger) {
        return new InstanceResolver(host, draft, ledger).resolve(hostName);
    }

    private @Nullable Instance resolve(String hostName) {
        Given<Integer> virtualRouterId = draft.virtualRouterId;
        if (virtualRouterId == null || draft.addresses.isEmpty()) {
            String missing = virtualRouterId == null ? "virtual_router_id" : "virtual_ipaddress";
            ledger.tell(
                    draft.place,
                    "vrrp_instance %s: has no %s that can be used: left out".formatted(draft.name, missing));
            return null;
        }
        Family family = draft.addresses.getFirst().family();
        Given<Integer> version = version(family);
        return new Instance(
                hostName,
                draft.name,
                Names.nearest(draft.name, "unnamed"),
                draft.place,
                new ElectionResolver(host, draft, ledger).resolve(version.value()),
                new BindingResolver(draft, ledger).resolve(),
                sending(virtualRouterId, version, family),
                null,
                announcing());
    }

    private Given<Integer> version(Family family) {
        Given<Integer> said = draft.version != null ? draft.version : host.version;
        Given<Integer> version = said != null ? said : new Given<>(2, draft.place);
        if (family == Family.IPV4 || version.value() == 3) {
            return version;
        }
        if (draft.version != null) {
            ledger.tell(version.place(), "version 2: IPv6 needs 3, which is set; keepalived does the same");
        }
        return version.map(two -> 3);
    }

    private Sending sending(Given<Integer> virtualRouterId, Given<Integer> version, Family family) {
        Given<Boolean> messageOnly = draft.checksumAsV2 == null ? new Given<>(false, draft.place) : draft.checksumAsV2;
        boolean matters = version.value() == 3 && family == Family.IPV4;
        if (messageOnly.value() && !matters) {
            ledger.tell(messageOnly.place(), "v3_checksum_as_v2: only matters with version 3 over IPv4: left out");
        }
        if (!draft.unicastPeers.isEmpty()) {
            ledger.tell(
                    draft.unicastPeers.getFirst().place(),
                    "unicast_peer: in the VirtualIP the peers are the other candidates, the operator fills them in; a"
                            + " keepalived outside goes into vrrp.allowedSources");
        }
        return new Sending(
                virtualRouterId,
                version,
                draft.unicastPeers,
                sourceAddress(),
                messageOnly.map(on -> on && matters),
                password(version.value()));
    }

    private @Nullable Given<String> sourceAddress() {
        if (draft.sourceAddress != null) {
            ledger.tell(
                    draft.sourceAddress.place(),
                    "source address: goes into the VRRPRouter file; in the VirtualIP each node sends from its"
                            + " interface's first address");
        }
        return draft.sourceAddress;
    }

    private @Nullable Given<String> password(int version) {
        Given<String> password = draft.password;
        if (password == null) {
            if (draft.authType != null) {
                ledger.tell(draft.authType.place(), "auth_type: without auth_pass nothing is authenticated: left out");
            }
            return null;
        }
        if (draft.authType == null) {
            ledger.tell(password.place(), "auth_pass: is not used without 'auth_type PASS': left out");
            return null;
        }
        if (version == 3) {
            ledger.tell(
                    password.place(), "auth_pass: version 3 has no authentication, keepalived sends none: left out");
            return null;
        }
        ledger.tell(
                password.place(),
                "auth_pass: is in clear in this file and in every advertisement: it guards against mistakes, not"
                        + " against attackers");
        return firstBytes(password);
    }

    private @Nullable Given<String> firstBytes(Given<String> password) {
        byte[] bytes = password.value().getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= Authentication.MAX_PASSWORD_BYTES) {
            return password;
        }
        String sent = new String(bytes, 0, Authentication.MAX_PASSWORD_BYTES, StandardCharsets.UTF_8);
        if (OddCharacters.isDamaged(sent)) {
            ledger.tell(
                    password.place(),
                    "auth_pass: the 8 bytes that keepalived sends end within a character and cannot be taken over: left"
                            + " out; give all hosts one of at most 8 ASCII characters");
            return null;
        }
        ledger.tell(
                password.place(),
                "auth_pass: is longer than the 8 bytes that are sent: the others are left out, as in keepalived");
        return password.map(whole -> sent);
    }

    private Announcing announcing() {
        AnnouncementDraft own = draft.announcements;
        AnnouncementDraft global = host.announcements;
        Given<Integer> repeat = own.repeat != null ? own.repeat : global.repeat;
        Given<Long> delay = own.delayMillis != null ? own.delayMillis : global.delayMillis;
        Given<Long> refresh = own.refreshMillis != null ? own.refreshMillis : global.refreshMillis;
        if (repeat != null && repeat.value() == 0) {
            ledger.tell(repeat.place(), "garp_master_repeat 0: at least one announcement is sent: 1 is set");
        }
        return new Announcing(
                repeat == null ? null : Math.max(1, repeat.value()),
                delay == null ? null : atMost(delay, MAX_ANNOUNCEMENT_DELAY_MILLIS, "garp_master_delay"),
                refresh == null ? null : refresh(refresh));
    }

    private long refresh(Given<Long> refresh) {
        long millis = atMost(refresh, MAX_REFRESH_MILLIS, "garp_master_refresh");
        return millis > 0 ? Math.max(1_000, millis) : 0;
    }

    private long atMost(Given<Long> value, long max, String directive) {
        if (value.value() > max) {
            ledger.tell(
                    value.place(),
                    "%s: at most %s is supported: that is set".formatted(directive, Values.duration(max)));
        }
        return Math.min(value.value(), max);
    }
}
