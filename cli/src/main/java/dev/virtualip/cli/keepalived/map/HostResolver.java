package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.keepalived.parse.ParsedConfig;
import dev.virtualip.crds.format.Names;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Mail;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Makes the tree of one configuration into a host with its instances. */
final class HostResolver {
    private static final String UNNAMED_GROUP = "group";

    private final String name;
    private final RawHost raw;
    private final DirectiveOutcomes outcomes;
    /** The members of the groups so far, by the names that keepalived knows them by. */
    private final Set<String> grouped = new HashSet<>();

    private HostResolver(String name, RawHost raw, DirectiveOutcomes outcomes) {
        this.name = name;
        this.raw = raw;
        this.outcomes = outcomes;
    }

    /** Reads all directives of a configuration. */
    static RawHost raw(ParsedConfig tree, DirectiveOutcomes outcomes) {
        RawHost raw = new RawHost();
        HostKeywords.TOP.readAll(tree.directives(), raw, outcomes);
        raw.shareTracked();
        return raw;
    }

    /** The host under the name that was chosen for it. */
    static ImportedHost read(String name, ParsedConfig tree, RawHost raw, DirectiveOutcomes outcomes) {
        HostResolver reader = new HostResolver(name, raw, outcomes);
        Map<String, ImportedInstance> instances = reader.instances();
        Map<String, Long> sharing = raw.syncGroups.stream()
                .map(group -> group.name().value())
                .distinct()
                .collect(Collectors.groupingBy(HostResolver::groupName, Collectors.counting()));
        for (RawHost.SyncGroup group : raw.syncGroups) {
            String title = group.name().value();
            String groupName = groupName(title);
            boolean distinct = sharing.getOrDefault(groupName, 0L) == 1 && !groupName.equals(UNNAMED_GROUP);
            reader.join(group, distinct ? groupName : withHash(groupName, title), instances);
        }
        if (raw.instances.isEmpty()) {
            outcomes.remark(
                    new SourceLine(tree.file(), 1), "there is no vrrp_instance here: nothing to import from this file");
        }
        reader.remarkUnused();
        return new ImportedHost(name, tree.file(), List.copyOf(instances.values()), reader.mail());
    }

    /** The instances by the names that keepalived knows them by, in their order. */
    private Map<String, ImportedInstance> instances() {
        Set<String> names = new HashSet<>();
        Map<String, ImportedInstance> instances = new LinkedHashMap<>();
        for (RawInstance instanceDraft : raw.instances) {
            ImportedInstance instance = InstanceResolver.resolve(name, raw, instanceDraft, outcomes);
            if (instance != null) {
                instances.put(instanceDraft.name, instance.withName(unique(instance.name(), names)));
            }
        }
        return instances;
    }

    /** The name, with a number behind it if it is taken. */
    static String unique(String name, Set<String> taken) {
        String unique = name;
        for (int i = 2; !taken.add(unique); i++) {
            unique = name.substring(0, Math.min(name.length(), Names.MAX_CHARACTERS - 5)) + "-" + i;
        }
        return unique;
    }

    private void remarkUnused() {
        Set<String> used = raw.instances.stream()
                .flatMap(instance -> instance.tracked.stream())
                .map(RawInstance.Tracked::name)
                .collect(Collectors.toSet());
        raw.checks.values().stream()
                .filter(check -> !used.contains(check.name))
                .forEach(check -> outcomes.remark(
                        check.place,
                        "%s (to line %d): no vrrp_instance tracks %s: left out"
                                .formatted(
                                        check.process ? "vrrp_track_process" : "vrrp_script",
                                        check.lastLine,
                                        check.name)));
    }

    /** The mail that keepalived sends: without a server or a recipient there is none. */
    private @Nullable Located<Mail> mail() {
        RawHost.RawMail given = raw.mail;
        SourceLine place = given.place;
        Located<String> server = given.server;
        if (place == null) {
            return null;
        }
        if (server == null || given.to.isEmpty()) {
            outcomes.remark(
                    place,
                    "notifications: there is no %s, so keepalived sends no mail: left out"
                            .formatted(server == null ? "smtp_server" : "notification_email that can be used"));
            return null;
        }
        Integer seconds = given.connectTimeoutSeconds;
        return new Located<>(
                new Mail(
                        server.value(),
                        given.port == null ? 25 : given.port,
                        VRRPRouterSpec.Tls.NONE,
                        null,
                        null,
                        null,
                        given.from == null ? "keepalived@" + name : given.from,
                        given.to,
                        seconds == null ? null : seconds + "s"),
                place);
    }

    private static String groupName(String title) {
        return Names.nearest(title, UNNAMED_GROUP);
    }

    /** Makes names that become equal distinct, the same way on every host and in every order. */
    private static String withHash(String name, String title) {
        CRC32 hash = new CRC32();
        hash.update(title.getBytes(StandardCharsets.UTF_8));
        return name.substring(0, Math.min(name.length(), Names.MAX_CHARACTERS - 9))
                + "-%08x".formatted(hash.getValue());
    }

    private void join(RawHost.SyncGroup group, String groupName, Map<String, ImportedInstance> instances) {
        Map<String, ImportedInstance> members = members(group, instances);
        if (members.size() > 1 && agree(group, members.values())) {
            Located<String> moveGroup = group.name().map(title -> groupName);
            members.forEach((member, instance) -> instances.put(member, instance.withMoveGroup(moveGroup)));
        } else if (members.size() == 1) {
            outcomes.remark(
                    group.name().place(),
                    "vrrp_sync_group %s: has one member, which moves alone anyway: left out"
                            .formatted(group.name().value()));
        }
    }

    private Map<String, ImportedInstance> members(RawHost.SyncGroup group, Map<String, ImportedInstance> instances) {
        Map<String, ImportedInstance> members = new LinkedHashMap<>();
        for (Located<String> member : group.members()) {
            ImportedInstance found = instances.get(member.value());
            if (found == null) {
                outcomes.remark(
                        member.place(), "%s: not a vrrp_instance that is imported: left out".formatted(member.value()));
            } else if (!grouped.add(member.value())) {
                outcomes.remark(
                        member.place(),
                        "%s: is in another vrrp_sync_group already: left out, as in keepalived"
                                .formatted(member.value()));
            } else {
                members.put(member.value(), found);
            }
        }
        return members;
    }

    /** The members of a move group share what decides an election (architecture, decision 16). */
    private boolean agree(RawHost.SyncGroup group, Collection<ImportedInstance> members) {
        long different = members.stream()
                .map(one -> List.<Object>of(
                        one.sending().version().value(),
                        one.election().intervalMillis().value(),
                        one.election().priority().value(),
                        one.election().preempt().value()))
                .distinct()
                .count();
        if (different > 1) {
            outcomes.remark(
                    group.name().place(),
                    "vrrp_sync_group %s: its members must have one version, advert_int, priority and preempt setting:"
                                    .formatted(group.name().value())
                            + " left out; make them equal and import again, or set moveGroup");
        }
        return different == 1;
    }
}
