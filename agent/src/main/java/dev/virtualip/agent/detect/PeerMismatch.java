package dev.virtualip.agent.detect;

import dev.virtualip.agent.detect.PeerMismatches.Kind;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.wire.Refusal;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes why another router on our Virtual Router ID does not match, with both values and the remedy. */
public final class PeerMismatch {
    private static final int ADDRESSES_SHOWN = 8;
    private static final long MILLI = 1_000_000L;

    private PeerMismatch() {}

    /**
     * A message that was refused, as far as it can be read.
     *
     * @param source where it came from
     * @param advertisement its content; null if it is broken
     * @param authenticationType of version 2
     * @param hopLimit with which it came
     */
    record Refused(InetAddress source, @Nullable Advertisement advertisement, int authenticationType, int hopLimit) {}

    /** The difference that a refusal shows; null if it shows none between two routers. */
    public static @Nullable Kind kind(Refusal refusal) {
        return switch (refusal) {
            case VERSION_MISMATCH -> Kind.VERSION;
            case AUTHENTICATION_TYPE, AUTHENTICATION -> Kind.AUTHENTICATION;
            case INTERVAL_MISMATCH -> Kind.INTERVAL;
            case SOURCE_NOT_ALLOWED -> Kind.SOURCE;
            case OWN_SOURCE -> Kind.OWN_ADDRESS;
            case CHECKSUM -> Kind.CHECKSUM;
            case TTL -> Kind.HOP_LIMIT;
            case IP_HEADER, TRUNCATED, VERSION, TYPE, UNKNOWN_VIRTUAL_ROUTER, COUNT_ZERO, LENGTH, INTERVAL_ZERO -> null;
        };
    }

    /** The message about an advertisement that was refused for a difference of this kind. */
    public static String of(Kind kind, Refused refused, VirtualRouterSpec spec) {
        Advertisement theirs = refused.advertisement();
        return switch (kind) {
            case VERSION ->
                sentence(
                        spec,
                        refused.source(),
                        "in version %d where this node has %d, and is refused: give both the same version"
                                .formatted(theirs == null ? 0 : theirs.version(), spec.version()));
            case AUTHENTICATION ->
                sentence(
                        spec,
                        refused.source(),
                        "%s, and is refused: give both the same authentication"
                                .formatted(authentication(refused, spec)));
            case INTERVAL ->
                sentence(
                        spec,
                        refused.source(),
                        "every %d ms where this node has %d ms, which version 2 refuses: give both the same"
                                        .formatted(
                                                theirs == null ? 0 : theirs.intervalNanos() / MILLI,
                                                spec.advertisementIntervalNanos() / MILLI)
                                + " advertisementInterval");
            case SOURCE ->
                sentence(
                        spec,
                        refused.source(),
                        "and is refused, since allowedSources has only %s: put it there"
                                .formatted(list(spec.allowedSources())));
            case OWN_ADDRESS ->
                "advertisements of Virtual Router ID %d arrive on interface %s from %s, this host's own address:"
                                .formatted(
                                        spec.virtualRouterId(),
                                        spec.vrrpInterfaceName(),
                                        refused.source().getHostAddress())
                        + " if another host has it too, give that host another one; if they are this node's, find the"
                        + " loop in the network";
            case CHECKSUM ->
                sentence(
                        spec,
                        refused.source(),
                        "with a wrong checksum, and is refused: find what damages or forges its packets");
            case HOP_LIMIT ->
                sentence(
                        spec,
                        refused.source(),
                        "with a TTL or hop limit of %d where VRRP has 255, and is refused: put it on this link, without"
                                        .formatted(refused.hopLimit())
                                + " a router in between,");
            case ADDRESSES, OWNER -> throw new IllegalArgumentException(kind + " is nothing that is refused");
        };
    }

    private static String authentication(Refused refused, VirtualRouterSpec spec) {
        boolean ours = spec.transmission().password() != null;
        return switch (refused.authenticationType()) {
            case 0 -> "without a password where this node has one";
            case 1 -> ours ? "with another password than this node" : "with a password where this node has none";
            default -> "with authentication type %d, which is not supported".formatted(refused.authenticationType());
        };
    }

    /** The difference of an advertisement that was accepted; null if there is none. */
    public static @Nullable Kind kind(Advertisement advertisement, RouterSettings settings) {
        if (!sameAddresses(advertisement.addresses(), settings.addresses())) {
            return Kind.ADDRESSES;
        }
        boolean owners = advertisement.priority() == Advertisement.PRIORITY_OWNER
                && settings.priority() == Advertisement.PRIORITY_OWNER;
        return owners ? Kind.OWNER : null;
    }

    /** The message about an advertisement that was accepted and differs. */
    public static String of(Kind kind, InetAddress source, Advertisement advertisement, VirtualRouterSpec spec) {
        if (kind == Kind.OWNER) {
            return sentence(spec, source, "with priority 255 as this node: give one of the two a lower priority, even");
        }
        List<InetAddress> ours = spec.binding().addresses().stream()
                .map(address -> address.address())
                .toList();
        return sentence(
                spec,
                source,
                "for %s where this node has %s, and may refuse this node's advertisements and keep its addresses: give"
                                .formatted(list(advertisement.addresses()), list(ours))
                        + " both the same addresses");
    }

    private static String sentence(VirtualRouterSpec spec, InetAddress source, String what) {
        return "%s uses Virtual Router ID %d on %s too, %s if it is a peer, else give one of the two another ID"
                .formatted(source.getHostAddress(), spec.virtualRouterId(), spec.vrrpInterfaceName(), what);
    }

    private static String list(Collection<InetAddress> addresses) {
        String shown = addresses.stream()
                .limit(ADDRESSES_SHOWN)
                .map(InetAddress::getHostAddress)
                .collect(Collectors.joining(", "));
        int more = addresses.size() - ADDRESSES_SHOWN;
        return more > 0 ? "%s and %d more".formatted(shown, more) : shown;
    }

    /** Whether two lists contain the same addresses. A leading link-local address may differ. */
    static boolean sameAddresses(List<InetAddress> theirs, List<InetAddress> ours) {
        return theirs.equals(ours) || advertised(theirs).equals(advertised(ours));
    }

    private static Set<InetAddress> advertised(List<InetAddress> addresses) {
        Set<InetAddress> global = new HashSet<>(addresses);
        global.removeIf(InetAddress::isLinkLocalAddress);
        return global.isEmpty() ? Set.copyOf(addresses) : global;
    }
}
