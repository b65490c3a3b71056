package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.conversion.Document;
import dev.virtualip.cli.conversion.Remark;
import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.keepalived.map.ImportedInstance.Sending;
import dev.virtualip.crds.v1alpha1.Authentication;
import dev.virtualip.crds.v1alpha1.HealthCheck;
import dev.virtualip.crds.v1alpha1.LabelSelector;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.Vrrp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
    private final boolean mails;
    private final List<Remark> remarks;

    private VirtualIPWriter(InstanceGroup group, boolean mails, List<Remark> remarks) {
        this.group = group;
        this.mails = mails;
        this.remarks = remarks;
    }

    /**
     * The documents: one, or several of the same virtual router if it has more addresses than one VirtualIP holds.
     *
     * @param mails whether a host of the group sends mail
     */
    static List<Document<VirtualIPSpec>> write(InstanceGroup group, boolean mails, List<Remark> remarks) {
        return new VirtualIPWriter(group, mails, remarks).write();
    }

    private List<Document<VirtualIPSpec>> write() {
        List<ConfiguredAddress> addresses = addresses();
        List<Document<VirtualIPSpec>> documents = new ArrayList<>();
        int sharing = 0;
        for (int from = 0; from < addresses.size(); from += MAX_ADDRESSES) {
            int to = Math.min(from + MAX_ADDRESSES, addresses.size());
            boolean shares = fitInto(addresses.subList(0, to));
            sharing += shares ? 1 : 0;
            String name = from == 0 ? group.name() : group.name() + "-part-" + (from / MAX_ADDRESSES + 1);
            documents.add(Document.virtualIP(name, spec(addresses.subList(from, to), shares)));
        }
        if (documents.size() > 1) {
            remarkParts(addresses.size(), documents.size(), sharing);
        }
        return documents;
    }

    /** Whether the operator puts so many addresses into one virtual router. */
    private static boolean fitInto(List<ConfiguredAddress> addresses) {
        long ipv6 = addresses.stream()
                .filter(address -> address.family() == InstanceFamily.IPV6)
                .count();
        return addresses.size() - ipv6 <= MAX_SHARED_IPV4 && ipv6 <= MAX_SHARED_IPV6;
    }

    private void remarkParts(int addresses, int documents, int sharing) {
        String parts = documents == sharing
                ? "%d VirtualIPs share the virtual router".formatted(documents)
                : "%d VirtualIPs; a virtual router in Kubernetes holds %d IPv4, %d IPv6 addresses: the first %d share"
                                .formatted(documents, MAX_SHARED_IPV4, MAX_SHARED_IPV6, sharing)
                        + " it, the others get a Virtual Router ID from the operator; no keepalived can be beside them";
        remark(
                group.first().place(),
                "vrrp_instance %s: %d addresses, a VirtualIP holds %d: %s"
                        .formatted(group.first().title(), addresses, MAX_ADDRESSES, parts));
    }

    private List<ConfiguredAddress> addresses() {
        List<ConfiguredAddress> all = new ArrayList<>(group.addresses());
        for (ImportedInstance member : group.members()) {
            for (ConfiguredAddress extra : member.binding().excluded()) {
                if (all.stream().noneMatch(address -> address.ip().equals(extra.ip()))) {
                    all.add(extra);
                }
            }
        }
        return all;
    }

    private VirtualIPSpec spec(List<ConfiguredAddress> addresses, boolean sharesRouter) {
        ImportedInstance first = group.first();
        Located<String> label = first.binding().label();
        Located<String> moveGroup = first.moveGroup();
        int candidates = group.members().size();
        return VirtualIPSpec.builder()
                .addresses(addresses.stream().map(ConfiguredAddress::withPrefix).toList())
                .interfaceSelector(interfaceSelector(one -> one.binding().interfaceName()))
                .addressLabel(label == null ? null : label.value())
                .nodeSelector(nodeSelector())
                .preferredNodes(preferredNodes())
                .maxCandidates(candidates > DEFAULT_MAX_CANDIDATES ? candidates : null)
                .advertisementInterval(interval())
                .preempt(group.strongest().election().preempt().value().field())
                .moveGroup(moveGroup == null ? null : moveGroup.value())
                .vrrp(vrrp(sharesRouter))
                .healthChecks(healthChecks())
                .announcements(first.announcing().field())
                .notifyDestinations(mails ? List.of(VRRPRouterWriter.MAIL_NAME) : List.of())
                .build();
    }

    private VirtualIPSpec.@Nullable InterfaceSelector interfaceSelector(
            Function<ImportedInstance, @Nullable Located<String>> interfaceOf) {
        List<String> names = group.members().stream()
                .map(interfaceOf)
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
        List<String> hosts =
                group.members().stream().map(ImportedInstance::host).toList();
        return new LabelSelector(Map.of(), List.of(new LabelSelector.Requirement(HOSTNAME_LABEL, "In", hosts)));
    }

    /** The ranks of the priorities, spread over the weights; the lowest rank needs no preference. */
    private List<VirtualIPSpec.PreferredNode> preferredNodes() {
        List<Integer> ranks = group.byPriority().stream()
                .map(one -> one.election().priority().value())
                .distinct()
                .toList();
        List<VirtualIPSpec.PreferredNode> preferred = new ArrayList<>();
        for (ImportedInstance member : group.byPriority()) {
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
        Located<Long> interval = group.first().election().intervalMillis();
        if (interval.value() > MAX_INTERVAL_MILLIS && interval.value() % 1_000 == 0) {
            remark(
                    interval.place(),
                    "advert_int %s: a VirtualIP takes at most 40s: that is set there"
                            .formatted(ValueParser.duration(interval.value())));
            return ValueParser.duration(MAX_INTERVAL_MILLIS);
        }
        return ValueParser.duration(interval.value());
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
        Vrrp.Builder vrrp = sending.field(authentication).interfaceSelector(vrrpInterface());
        return (withId ? vrrp : vrrp.virtualRouterID(null)).build();
    }

    private VirtualIPSpec.@Nullable InterfaceSelector vrrpInterface() {
        boolean apart = group.members().stream().anyMatch(one -> one.binding().vrrpInterfaceName() != null);
        return apart
                ? interfaceSelector(one -> one.binding().vrrpInterfaceName() == null
                        ? one.binding().interfaceName()
                        : one.binding().vrrpInterfaceName())
                : null;
    }

    /** The checks of the first host, without commands, which nodes do not run for an object. */
    private List<HealthCheck> healthChecks() {
        List<HealthCheck> checks = new ArrayList<>();
        for (ImportedInstance member : group.members()) {
            for (Located<HealthCheck> check : member.checks()) {
                HealthCheck value = check.value();
                if (value.command() != null) {
                    remark(
                            check.place(),
                            "%s: runs '%s', which a VirtualIP cannot: it is in the VRRPRouter file alone; give the"
                                            .formatted(
                                                    value.name(),
                                                    String.join(
                                                            " ", value.command().argv()))
                                    + " VirtualIP an http or tcp check of what matters");
                } else if (member.equals(group.first())) {
                    checks.add(moves(value) ? withdrawing(value) : value);
                }
            }
        }
        return checks;
    }

    /** Whether a failure makes the address go elsewhere: the operator has other priorities, with other distances. */
    private boolean moves(HealthCheck check) {
        List<Integer> priorities = group.byPriority().stream()
                .map(one -> one.election().priority().value())
                .toList();
        boolean alone = priorities.size() < 2;
        boolean always = group.strongest().election().preempt().value().always();
        return check.effect() == HealthCheck.Effect.LOWER
                && always
                && !alone
                && check.penaltyOrDefault() >= priorities.getFirst() - priorities.get(1);
    }

    private static HealthCheck withdrawing(HealthCheck check) {
        return new HealthCheck(
                check.name(),
                check.http(),
                check.tcp(),
                check.interfaceState(),
                null,
                null,
                check.period(),
                check.timeout(),
                check.failureThreshold(),
                check.successThreshold(),
                null,
                null);
    }

    private void remark(SourceLine place, String text) {
        remarks.add(new Remark(place, text));
    }
}
