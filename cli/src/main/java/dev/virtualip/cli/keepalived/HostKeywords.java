package dev.virtualip.cli.keepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The directives at the top of a configuration, in {@code global_defs} and in {@code vrrp_sync_group}. */
final class HostKeywords {
    static final Keywords<HostDraft> TOP = new Keywords<>(Map.ofEntries(
            Map.entry("global_defs", HostKeywords::globalDefs),
            Map.entry("vrrp_instance", HostKeywords::instance),
            Map.entry("vrrp_sync_group", HostKeywords::syncGroup),
            Map.entry("vrrp_script", HostKeywords::weighted),
            Map.entry("track_file", HostKeywords::weighted),
            Map.entry("vrrp_track_file", HostKeywords::weighted),
            Map.entry("vrrp_track_process", HostKeywords::weighted),
            Map.entry("bfd_instance", HostKeywords::weighted)));

    static final Keywords<HostDraft> GLOBAL = new Keywords<>(Map.ofEntries(
            Map.entry("router_id", HostKeywords::routerId),
            Map.entry("vrrp_version", HostKeywords::version),
            Map.entry("vrrp_strict", HostKeywords::strict),
            Map.entry("vrrp_check_unicast_src", (arguments, d) -> Outcome.SAME_AS_DEFAULT),
            Map.entry("vrrp_min_garp", InstanceKeywords.flag(HostKeywords::minimalAnnouncements)),
            Map.entry("vrrp_garp_master_repeat", InstanceKeywords.repeat((d, value) -> d.announcements.repeat = value)),
            Map.entry(
                    "vrrp_garp_master_delay",
                    InstanceKeywords.wholeSeconds((d, value) -> d.announcements.delayMillis = value)),
            Map.entry(
                    "vrrp_garp_master_refresh",
                    InstanceKeywords.wholeSeconds((d, value) -> d.announcements.refreshMillis = value))));

    private HostKeywords() {}

    private static Outcome globalDefs(Arguments arguments, HostDraft host) {
        GLOBAL.readAll(arguments.directive().block(), host, arguments.ledger());
        return Outcome.TRANSLATED;
    }

    private static Outcome routerId(Arguments arguments, HostDraft host) {
        String name = arguments.next();
        if (name == null || name.isBlank()) {
            return new Outcome.Told("no name behind it: left out");
        }
        Given<String> before = host.routerId;
        if (before != null && !before.value().equals(name)) {
            arguments
                    .ledger()
                    .tell(
                            arguments.place(),
                            "router_id %s: the file has %s already at %s: if it holds two hosts, split it, one for each"
                                    .formatted(name, before.value(), before.place()));
        }
        host.routerId = arguments.given(name);
        return Outcome.TRANSLATED;
    }

    private static Outcome version(Arguments arguments, HostDraft host) {
        Integer value = Values.wholeNumber(arguments.next(), 2, 3);
        if (value == null) {
            return new Outcome.Told("needs 2 or 3: left out, as in keepalived");
        }
        host.version = arguments.given(value);
        return Outcome.TRANSLATED;
    }

    /** There is no argument that switches it off. */
    private static Outcome strict(Arguments arguments, HostDraft host) {
        host.strict = arguments.place();
        List<String> ignored = arguments.rest();
        if (!ignored.isEmpty()) {
            arguments
                    .ledger()
                    .tell(
                            arguments.place(),
                            "vrrp_strict: keepalived ignores '%s' behind it: strict mode is on, remove the line if not"
                                    .formatted(String.join(" ", ignored)));
        }
        return Outcome.TRANSLATED;
    }

    private static void minimalAnnouncements(HostDraft host, Given<Boolean> minimal) {
        if (minimal.value()) {
            host.announcements.repeat = minimal.map(on -> 1);
            host.announcements.delayMillis = minimal.map(on -> 0L);
        }
    }

    private static Outcome instance(Arguments arguments, HostDraft host) {
        host.instanceBlocks++;
        String name = arguments.next();
        if (name == null) {
            return new Outcome.Told("has no name: left out, as in keepalived");
        }
        if (!arguments.rest().isEmpty()) {
            return new Outcome.Told("has more than one word for a name: left out, as in keepalived; join them");
        }
        for (InstanceDraft other : host.instances) {
            if (other.name.equals(name)) {
                return new Outcome.Told(
                        "there is already one of this name at %s: left out, as in keepalived; rename one, or if the"
                                        .formatted(other.place)
                                + " file holds two hosts, split it, one for each");
            }
        }
        InstanceDraft draft = new InstanceDraft(name, arguments.place());
        InstanceKeywords.TABLE.readAll(arguments.directive().block(), draft, arguments.ledger());
        host.instances.add(draft);
        return Outcome.TRANSLATED;
    }

    private static Outcome syncGroup(Arguments arguments, HostDraft host) {
        String name = arguments.next();
        if (name == null) {
            return new Outcome.Told("has no name: left out, as in keepalived");
        }
        if (!arguments.rest().isEmpty()) {
            return new Outcome.Told("has more than one word for a name: left out, as in keepalived; join them");
        }
        if (host.syncGroups.stream().anyMatch(other -> other.name().value().equals(name))) {
            return new Outcome.Told("there is already one of this name: left out, as in keepalived; rename one");
        }
        List<Given<String>> members = new ArrayList<>();
        Keywords<List<Given<String>>> table = new Keywords<>(Map.of("group", HostKeywords::members));
        table.readAll(arguments.directive().block(), members, arguments.ledger());
        host.syncGroups.add(new HostDraft.SyncGroup(arguments.given(name), members));
        return Outcome.TRANSLATED;
    }

    private static Outcome members(Arguments arguments, List<Given<String>> members) {
        if (!members.isEmpty()) {
            return new Outcome.Told("the members are given before: left out, as in keepalived; make it one block");
        }
        for (Directive line : arguments.directive().block()) {
            line.words().forEach(name -> members.add(new Given<>(name, line.place())));
            arguments.ledger().record(line, Outcome.TRANSLATED);
        }
        return Outcome.TRANSLATED;
    }

    /** Remembers the weight by the name, for whoever tracks it; the check itself is not supported yet. */
    private static Outcome weighted(Arguments arguments, HostDraft host) {
        String name = arguments.next();
        for (Directive line : arguments.directive().block()) {
            boolean weight = line.keyword().equals("weight") && line.words().size() > 1;
            Integer value = weight ? Values.wholeNumber(line.words().get(1).replaceFirst("^[-+]", ""), 0, 254) : null;
            if (value != null && name != null) {
                host.weights.put(name, value);
            }
        }
        return NoCounterpart.of(arguments.directive().keyword());
    }
}
