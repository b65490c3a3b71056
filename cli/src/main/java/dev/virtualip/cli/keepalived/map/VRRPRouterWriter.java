package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.conversion.Document;
import dev.virtualip.cli.conversion.Remark;
import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.crds.v1alpha1.Authentication;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.validation.Problem;
import dev.virtualip.crds.validation.VRRPRouterRules;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the VRRPRouter file of one host, and says where an agent would refuse it. */
final class VRRPRouterWriter {
    private static final Pattern INDEX = Pattern.compile("spec\\.virtualRouters\\[(\\d+)](.*)");

    /** The name of the destination that keepalived's mail becomes. */
    static final String MAIL_NAME = "admins";

    /** Events that keepalived sends mail about. */
    private static final List<VRRPRouterSpec.Event> EVENTS =
            List.of(VRRPRouterSpec.Event.ACTIVE, VRRPRouterSpec.Event.BACKUP, VRRPRouterSpec.Event.FAULT);

    private final ImportedHost host;
    private final List<InstanceGroup> groups;
    private final List<Remark> remarks;

    private VRRPRouterWriter(ImportedHost host, List<InstanceGroup> groups, List<Remark> remarks) {
        this.host = host;
        this.groups = groups;
        this.remarks = remarks;
    }

    /** The document; what an agent would refuse in it becomes a remark at the instance's line. */
    static Document<VRRPRouterSpec> write(ImportedHost host, List<InstanceGroup> groups, List<Remark> remarks) {
        VRRPRouterWriter writer = new VRRPRouterWriter(host, groups, remarks);
        VRRPRouterSpec spec =
                new VRRPRouterSpec(host.instances().stream().map(writer::router).toList(), writer.notifications());
        VRRPRouterRules.check(spec).forEach(writer::remark);
        return Document.router(host.name(), spec);
    }

    private List<VRRPRouterSpec.Notification> notifications() {
        Located<VRRPRouterSpec.Mail> mail = host.mail();
        return mail == null
                ? List.of()
                : List.of(new VRRPRouterSpec.Notification(MAIL_NAME, EVENTS, mail.value(), null));
    }

    private VirtualRouter router(ImportedInstance instance) {
        ImportedInstance.Binding binding = instance.binding();
        ImportedInstance.Sending sending = instance.sending();
        return VirtualRouter.builder()
                .name(instance.name())
                .interfaceName(value(binding.interfaceName()))
                .addresses(texts(addresses(instance)))
                .extraAddresses(texts(sameFamily(binding)))
                .addressLabel(value(binding.label()))
                .priority(instance.election().priority().value())
                .advertisementInterval(ValueParser.duration(
                        instance.election().intervalMillis().value()))
                .preempt(instance.election().preempt().value().field())
                .vrrp(sending.field(authentication(sending.password()))
                        .interfaceSelector(vrrpInterface(binding.vrrpInterfaceName()))
                        .build())
                .sourceAddress(value(sending.sourceAddress()))
                .unicastPeers(sending.peers().stream().map(Located::value).toList())
                .moveGroup(value(instance.moveGroup()))
                .healthChecks(instance.checks().stream().map(Located::value).toList())
                .announcements(instance.announcing().field())
                .build();
    }

    /** The host's own addresses, with the prefixes that all hosts agreed on: the drift between them ends here. */
    private List<ConfiguredAddress> addresses(ImportedInstance instance) {
        return groups.stream()
                .filter(group -> group.members().contains(instance))
                .findFirst()
                .map(group -> group.addressesOf(instance))
                .orElse(instance.binding().addresses());
    }

    private static List<ConfiguredAddress> sameFamily(ImportedInstance.Binding binding) {
        List<ConfiguredAddress> extra = new ArrayList<>(binding.excluded());
        extra.removeIf(address -> address.family() != binding.family());
        return extra;
    }

    private static List<String> texts(List<ConfiguredAddress> addresses) {
        return addresses.stream().map(ConfiguredAddress::withPrefix).toList();
    }

    private static @Nullable Authentication authentication(@Nullable Located<String> password) {
        return password == null ? null : new Authentication(Authentication.Type.PASSWORD, password.value(), null);
    }

    private static VirtualIPSpec.@Nullable InterfaceSelector vrrpInterface(@Nullable Located<String> name) {
        return name == null ? null : new VirtualIPSpec.InterfaceSelector(name.value(), null);
    }

    private static @Nullable String value(@Nullable Located<String> given) {
        return given == null ? null : given.value();
    }

    private void remark(Problem problem) {
        Matcher router = INDEX.matcher(problem.path());
        if (router.matches()) {
            ImportedInstance instance = host.instances().get(Integer.parseInt(router.group(1)));
            remarks.add(new Remark(
                    instance.place(),
                    "vrrp_instance %s: the agent will refuse %s of the VRRPRouter file: %s"
                            .formatted(instance.title(), router.group(2).substring(1), problem.message())));
        } else {
            remarks.add(new Remark(
                    new SourceLine(host.file(), 1),
                    "the agent will refuse %s of the VRRPRouter file: %s"
                            .formatted(problem.path(), problem.message())));
        }
    }
}
