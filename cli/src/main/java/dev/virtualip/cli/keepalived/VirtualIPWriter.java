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
        List<String> addresses = addresses();
        List<VirtualIP> documents = new ArrayList<>();
        for (int from = 0; from < addresses.size(); from += MAX_ADDRESSES) {
            List<String> part = addresses.subList(from, Math.min(from + MAX_ADDRESSES, addresses.size()));
            String name = from == 0 ? group.name() : group.name() + "-part-" + (from / MAX_ADDRESSES + 1);
            documents.add(VirtualIP.of(name, spec(part)));
        }
        if (documents.size() > 1) {
            tell(
                    group.first().place(),
                    "vrrp_instance %s: %d addresses, a VirtualIP holds %d: %d VirtualIPs share the virtual router"
                            .formatted(group.first().title(), addresses.size(), MAX_ADDRESSES, documents.size()));
        }
        return documents;
    }

    private List<String> addresses() {
        List<Address> all = new ArrayList<>(group.addresses());
        for (Instance member : group.members()) {
            for (Address extra : member.binding().excluded()) {
                if (all.stream().noneMatch(address -> address.ip().equals(extra.ip()))) {
                    all.add(extra);
                }
            }
        }
        return all.stream().map(Address::withPrefix).toList();
    }

    private VirtualIPSpec spec(List<String> addresses) {
        Instance first = group.first();
        Given<String> label = first.binding().label();
        Given<String> moveGroup = first.moveGroup();
        int candidates = group.members().size();
        return new VirtualIPSpec(
                addresses,
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
                vrrp(),
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

    private Vrrp vrrp() {
        Sending sending = group.first().sending();
        boolean password =
                group.members().stream().anyMatch(one -> one.sending().password() != null);
        boolean version2 = sending.version().value() == 2;
        Authentication authentication = password && version2
                ? new Authentication(
                        Authentication.Type.PASSWORD, null, new Authentication.SecretRef(SECRET, group.name()))
                : null;
        return Settings.vrrp(sending, authentication);
    }

    private void tell(Place place, String text) {
        remarks.add(new Remark(place, text));
    }
}
