package dev.virtualip.cli.keepalived;

import dev.virtualip.cli.keepalived.Instance.Sending;
import dev.virtualip.crds.Authentication;
import dev.virtualip.crds.LabelSelector;
import dev.virtualip.crds.VirtualIP;
import dev.virtualip.crds.VirtualIPSpec;
import dev.virtualip.crds.Vrrp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the VirtualIP that a group of instances becomes. Whatever differs from our own defaults stands in it. */
final class VirtualIPWriter {
    static final String HOSTNAME_LABEL = "kubernetes.io/hostname";
    static final String SECRET = "virtualip-keys";

    private static final int MAX_ADDRESSES = 16;
    /** What the operator puts into one virtual router. */
    private static final int MAX_SHARED_IPV4 = 100;

    private static final int MAX_SHARED_IPV6 = 76;
    private static final int DEFAULT_MAX_CANDIDATES = 3;
    private static final int BEST_WEIGHT = 100;
    private static final long MAX_INTERVAL_MILLIS = 40_000;

    private final InstanceGroup group;
    private final List<Remark> remarks;

    private VirtualIPWriter(InstanceGroup group, List<Remark> remarks) {
        this.group = group;
        this.remarks = remarks;
    }

    /** The documents: one, or several of the same virtual router if it has more addresses than one VirtualIP holds. */
    static List<VirtualIP> write(InstanceGroup group, List<Remark> remarks) {
        return new VirtualIPWriter(group, remarks).write();
    }

    private List<VirtualIP> write() {
        List<Address> addresses = addresses();
        List<VirtualIP> documents = new ArrayList<>();
        int sharing = 0;
        for (int from = 0; from < addresses.size(); from += MAX_ADDRESSES) {
            int to = Math.min(from + MAX_ADDRESSES, addresses.size());
            boolean shares = fitInto(addresses.subList(0, to));
            sharing += shares ? 1 : 0;
            String name = from == 0 ? group.name() : group.name() + "-part-" + (from / MAX_ADDRESSES + 1);
            documents.add(VirtualIP.of(name, spec(addresses.subList(from, to), shares)));
        }
        if (documents.size() > 1) {
            tellParts(addresses.size(), documents.size(), sharing);
        }
        return documents;
    }

    /** Whether the operator puts so many addresses into one virtual router. */
    private static boolean fitInto(List<Address> addresses) {
        long ipv6 = addresses.stream()
                .filter(address -> address.family() == Family.IPV6)
                .count();
        return addresses.size() - ipv6 <= MAX_SHARED_IPV4 && ipv6 <= MAX_SHARED_IPV6;
    }

    private void tellParts(int addresses, int documents, int sharing) {
        String parts = documents == sharing
                ? "%d VirtualIPs share the virtual router".formatted(documents)
                : "%d VirtualIPs; a virtual router in Kubernetes holds %d IPv4, %d IPv6 addresses: the first %d share"
                                .formatted(documents, MAX_SHARED_IPV4, MAX_SHARED_IPV6, sharing)
                        + " it, the others get a Virtual Router ID from the operator; no keepalived can be beside them";
        tell(
                group.first().place(),
                "vrrp_instance %s: %d addresses, a VirtualIP holds %d: %s"
                        .formatted(group.first().title(), addresses, MAX_ADDRESSES, parts));
    }

    private List<Address> addresses() {
        List<Address> all = new ArrayList<>(group.addresses());
        for (Instance member : group.members()) {
            for (Address extra : member.binding().excluded()) {
                if (all.stream().noneMatch(address -> address.ip().equals(extra.ip()))) {
                    all.add(extra);
                }
            }
        }
        return all;
    }

    private VirtualIPSpec spec(List<Address> addresses, boolean sharesRouter) {
        Instance first = group.first();
        Given<String> label = first.binding().label();
        Given<String> moveGroup = first.moveGroup();
        int candidates = group.members().size();
        return new VirtualIPSpec(
                addresses.stream().map(Address::withPrefix).toList(),
                null,
                interfaceSelector(),
                label == null ? null : label.value(),
                null,
                null,
                nodeSelector(),
                preferredNodes(),
                candidates > DEFAULT_MAX_CANDIDATES ? candidates : null,
                interval(),
                Settings.preempt(group.strongest().election().preempt().value()),
                moveGroup == null ? null : moveGroup.value(),
                vrrp(sharesRouter),
                List.of(),
                Settings.announcements(first.announcing()),
                List.of());
    }

    private VirtualIPSpec.@Nullable InterfaceSelector interfaceSelector() {
        List<String> names = group.members().stream()
                .map(one -> one.binding().interfaceName())
                .flatMap(name -> name == null ? Stream.empty() : Stream.of(name.value()))
                .distinct()
                .toList();
        return switch (names.size()) {
            case 0 -> null;
            case 1 -> new VirtualIPSpec.InterfaceSelector(names.getFirst(), null);
            default -> new VirtualIPSpec.InterfaceSelector(null, anyOf(names));
        };
    }

    private static String anyOf(List<String> names) {
        return names.stream()
                .map(name -> name.matches("[A-Za-z0-9_-]+") ? name : Pattern.quote(name))
                .collect(Collectors.joining("|", "^(", ")$"));
    }

    private LabelSelector nodeSelector() {
        List<String> hosts = group.members().stream().map(Instance::host).toList();
        return new LabelSelector(Map.of(), List.of(new LabelSelector.Requirement(HOSTNAME_LABEL, "In", hosts)));
    }

    /** The ranks of the priorities, spread over the weights; the lowest rank needs no preference. */
    private List<VirtualIPSpec.PreferredNode> preferredNodes() {
        List<Integer> ranks = group.byPriority().stream()
                .map(one -> one.election().priority().value())
                .distinct()
                .toList();
        List<VirtualIPSpec.PreferredNode> preferred = new ArrayList<>();
        for (Instance member : group.byPriority()) {
            int rank = ranks.indexOf(member.election().priority().value());
            if (rank < ranks.size() - 1) {
                int weight = Math.max(1, BEST_WEIGHT - BEST_WEIGHT * rank / (ranks.size() - 1));
                preferred.add(new VirtualIPSpec.PreferredNode(
                        weight, new LabelSelector(Map.of(HOSTNAME_LABEL, member.host()), List.of())));
            }
        }
        return preferred;
    }

    private String interval() {
        Given<Long> interval = group.first().election().intervalMillis();
        if (interval.value() > MAX_INTERVAL_MILLIS && interval.value() % 1_000 == 0) {
            tell(
                    interval.place(),
                    "advert_int %s: a VirtualIP takes at most 40s: that is set there"
                            .formatted(Values.duration(interval.value())));
            return Values.duration(MAX_INTERVAL_MILLIS);
        }
        return Values.duration(interval.value());
    }

    private Vrrp vrrp(boolean withId) {
        Sending sending = group.first().sending();
        boolean password =
                group.members().stream().anyMatch(one -> one.sending().password() != null);
        boolean version2 = sending.version().value() == 2;
        Authentication authentication = password && version2
                ? new Authentication(
                        Authentication.Type.PASSWORD, null, new Authentication.SecretRef(SECRET, group.name()))
                : null;
        Vrrp vrrp = Settings.vrrp(sending, authentication);
        return withId
                ? vrrp
                : new Vrrp(
                        null,
                        vrrp.version(),
                        vrrp.transport(),
                        vrrp.checksum(),
                        vrrp.authentication(),
                        vrrp.allowedSources());
    }

    private void tell(Place place, String text) {
        remarks.add(new Remark(place, text));
    }
}
