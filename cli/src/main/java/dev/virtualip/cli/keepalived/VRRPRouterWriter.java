package dev.virtualip.cli.keepalived;

import dev.virtualip.crds.Authentication;
import dev.virtualip.crds.Problem;
import dev.virtualip.crds.VRRPRouter;
import dev.virtualip.crds.VRRPRouterRules;
import dev.virtualip.crds.VRRPRouterSpec;
import dev.virtualip.crds.VirtualRouter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the VRRPRouter file of one host, and says where an agent would refuse it. */
final class VRRPRouterWriter {
    private static final Pattern INDEX = Pattern.compile("spec\\.virtualRouters\\[(\\d+)](.*)");

    private final Host host;
    private final List<InstanceGroup> groups;
    private final List<Remark> remarks;

    private VRRPRouterWriter(Host host, List<InstanceGroup> groups, List<Remark> remarks) {
        this.host = host;
        this.groups = groups;
        this.remarks = remarks;
    }

    /** The document; what an agent would refuse in it becomes a remark at the instance's line. */
    static VRRPRouter write(Host host, List<InstanceGroup> groups, List<Remark> remarks) {
        VRRPRouterWriter writer = new VRRPRouterWriter(host, groups, remarks);
        VRRPRouterSpec spec =
                VRRPRouterSpec.of(host.instances().stream().map(writer::router).toList());
        VRRPRouterRules.check(spec).forEach(writer::tell);
        return VRRPRouter.of(host.name(), spec);
    }

    private VirtualRouter router(Instance instance) {
        Instance.Binding binding = instance.binding();
        Instance.Sending sending = instance.sending();
        return new VirtualRouter(
                instance.name(),
                List.of(),
                value(binding.interfaceName()),
                texts(addresses(instance)),
                texts(sameFamily(binding)),
                value(binding.label()),
                null,
                null,
                null,
                instance.election().priority().value(),
                Values.duration(instance.election().intervalMillis().value()),
                Settings.preempt(instance.election().preempt().value()),
                Settings.vrrp(sending, authentication(sending.password())),
                value(sending.sourceAddress()),
                sending.peers().stream().map(Given::value).toList(),
                null,
                value(instance.moveGroup()),
                List.of(),
                Settings.announcements(instance.announcing()));
    }

    /** The host's own addresses, with the prefixes that all hosts agreed on: the drift between them ends here. */
    private List<Address> addresses(Instance instance) {
        return groups.stream()
                .filter(group -> group.members().contains(instance))
                .findFirst()
                .map(group -> group.addressesOf(instance))
                .orElse(instance.binding().addresses());
    }

    private static List<Address> sameFamily(Instance.Binding binding) {
        List<Address> extra = new ArrayList<>(binding.excluded());
        extra.removeIf(address -> address.family() != binding.family());
        return extra;
    }

    private static List<String> texts(List<Address> addresses) {
        return addresses.stream().map(Address::withPrefix).toList();
    }

    private static @Nullable Authentication authentication(@Nullable Given<String> password) {
        return password == null ? null : new Authentication(Authentication.Type.PASSWORD, password.value(), null);
    }

    private static @Nullable String value(@Nullable Given<String> given) {
        return given == null ? null : given.value();
    }

    private void tell(Problem problem) {
        Matcher router = INDEX.matcher(problem.path());
        if (router.matches()) {
            Instance instance = host.instances().get(Integer.parseInt(router.group(1)));
            remarks.add(new Remark(
                    instance.place(),
                    "vrrp_instance %s: the agent will refuse %s of the VRRPRouter file: %s"
                            .formatted(instance.title(), router.group(2).substring(1), problem.message())));
        } else {
            remarks.add(new Remark(
                    new Place(host.file(), 1),
                    "the agent will refuse %s of the VRRPRouter file: %s"
                            .formatted(problem.path(), problem.message())));
        }
    }
}
