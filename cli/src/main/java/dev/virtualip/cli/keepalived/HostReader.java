package dev.virtualip.cli.keepalived;

import dev.virtualip.crds.Names;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** Makes the tree of one configuration into a host with its instances. */
final class HostReader {
    private static final String UNNAMED_GROUP = "group";

    private final String name;
    private final HostDraft draft;
    private final Ledger ledger;
    /** The members of the groups so far, by the names that keepalived knows them by. */
    private final Set<String> grouped = new HashSet<>();

    private HostReader(String name, HostDraft draft, Ledger ledger) {
        this.name = name;
        this.draft = draft;
        this.ledger = ledger;
    }

    /** Reads all directives of a configuration; each is in the ledger afterwards. */
    static HostDraft draft(ConfigTree tree, Ledger ledger) {
        HostDraft draft = new HostDraft();
        HostKeywords.TOP.readAll(tree.directives(), draft, ledger);
        return draft;
    }

    /** The host under the name that was chosen for it. */
    static Host read(String name, ConfigTree tree, HostDraft draft, Ledger ledger) {
        HostReader reader = new HostReader(name, draft, ledger);
        Map<String, Instance> instances = reader.instances();
        Map<String, Long> sharing = draft.syncGroups.stream()
                .map(group -> group.name().value())
                .distinct()
                .collect(Collectors.groupingBy(HostReader::groupName, Collectors.counting()));
        for (HostDraft.SyncGroup group : draft.syncGroups) {
            String title = group.name().value();
            String groupName = groupName(title);
            boolean distinct = sharing.getOrDefault(groupName, 0L) == 1 && !groupName.equals(UNNAMED_GROUP);
            reader.join(group, distinct ? groupName : withHash(groupName, title), instances);
        }
        if (draft.instances.isEmpty()) {
            ledger.tell(new Place(tree.file(), 1), "there is no vrrp_instance here: nothing to import from this file");
        }
        return new Host(name, tree.file(), List.copyOf(instances.values()));
    }

    /** The instances by the names that keepalived knows them by, in their order. */
    private Map<String, Instance> instances() {
        Set<String> names = new HashSet<>();
        Map<String, Instance> instances = new LinkedHashMap<>();
        for (InstanceDraft instanceDraft : draft.instances) {
            Instance instance = InstanceResolver.resolve(name, draft, instanceDraft, ledger);
            if (instance != null) {
                instances.put(instanceDraft.name, instance.withName(unique(instance.name(), names)));
            }
        }
        return instances;
    }

    /** The name, with a number behind it if somebody has it already. */
    static String unique(String name, Set<String> taken) {
        String unique = name;
        for (int i = 2; !taken.add(unique); i++) {
            unique = name.substring(0, Math.min(name.length(), Names.MAX_CHARACTERS - 5)) + "-" + i;
        }
        return unique;
    }

    private static String groupName(String title) {
        return Names.nearest(title, UNNAMED_GROUP);
    }

    /** Tells names apart that become equal, the same way on every host and in whatever order they stand. */
    private static String withHash(String name, String title) {
        CRC32 hash = new CRC32();
        hash.update(title.getBytes(StandardCharsets.UTF_8));
        return name.substring(0, Math.min(name.length(), Names.MAX_CHARACTERS - 9))
                + "-%08x".formatted(hash.getValue());
    }

    private void join(HostDraft.SyncGroup group, String groupName, Map<String, Instance> instances) {
        Map<String, Instance> members = members(group, instances);
        if (members.size() > 1 && agree(group, members.values())) {
            Given<String> moveGroup = group.name().map(title -> groupName);
            members.forEach((member, instance) -> instances.put(member, instance.withMoveGroup(moveGroup)));
        } else if (members.size() == 1) {
            ledger.tell(
                    group.name().place(),
                    "vrrp_sync_group %s: has one member, which moves alone anyway: left out"
                            .formatted(group.name().value()));
        }
    }

    private Map<String, Instance> members(HostDraft.SyncGroup group, Map<String, Instance> instances) {
        Map<String, Instance> members = new LinkedHashMap<>();
        for (Given<String> member : group.members()) {
            Instance found = instances.get(member.value());
            if (found == null) {
                ledger.tell(
                        member.place(), "%s: is no vrrp_instance that is imported: left out".formatted(member.value()));
            } else if (!grouped.add(member.value())) {
                ledger.tell(
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
    private boolean agree(HostDraft.SyncGroup group, Collection<Instance> members) {
        long different = members.stream()
                .map(one -> List.<Object>of(
                        one.sending().version().value(),
                        one.election().intervalMillis().value(),
                        one.election().priority().value(),
                        one.election().preempt().value()))
                .distinct()
                .count();
        if (different > 1) {
            ledger.tell(
                    group.name().place(),
                    "vrrp_sync_group %s: its members must have one version, advert_int, priority and preempt setting:"
                                    .formatted(group.name().value())
                            + " left out; make them equal and import again, or set moveGroup");
        }
        return different == 1;
    }
}
