package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.keepalived.map.DirectiveOutcomes.Outcome;
import dev.virtualip.cli.keepalived.parse.Directive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The directives at the top of a configuration, in {@code global_defs} and in {@code vrrp_sync_group}. */
final class HostKeywords {
    static final KeywordTable<RawHost> TOP = new KeywordTable<>(Map.ofEntries(
            Map.entry("global_defs", HostKeywords::globalDefs),
            Map.entry("vrrp_instance", HostKeywords::instance),
            Map.entry("vrrp_sync_group", HostKeywords::syncGroup),
            Map.entry("vrrp_script", HostKeywords::weighted),
            Map.entry("track_file", HostKeywords::weighted),
            Map.entry("vrrp_track_file", HostKeywords::weighted),
            Map.entry("vrrp_track_process", HostKeywords::weighted),
            Map.entry("bfd_instance", HostKeywords::weighted)));

    static final KeywordTable<RawHost> GLOBAL = new KeywordTable<>(Map.ofEntries(
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

    private static Outcome globalDefs(DirectiveArguments arguments, RawHost host) {
        GLOBAL.readAll(arguments.directive().block(), host, arguments.outcomes());
        return Outcome.TRANSLATED;
    }

    private static Outcome routerId(DirectiveArguments arguments, RawHost host) {
        String name = arguments.next();
        if (name == null || name.isBlank()) {
            return new Outcome.Reported("no name behind it: left out");
        }
        Located<String> before = host.routerId;
        if (before != null && !before.value().equals(name)) {
            arguments
                    .outcomes()
                    .remark(
                            arguments.place(),
                            "router_id %s: the file has %s already at %s: if it holds two hosts, split it, one for each"
                                    .formatted(name, before.value(), before.place()));
        }
        host.routerId = arguments.located(name);
        return Outcome.TRANSLATED;
    }

    private static Outcome version(DirectiveArguments arguments, RawHost host) {
        Integer value = ValueParser.wholeNumber(arguments.next(), 2, 3);
        if (value == null) {
            return new Outcome.Reported("needs 2 or 3: left out, as in keepalived");
        }
        host.version = arguments.located(value);
        return Outcome.TRANSLATED;
    }

    /** There is no argument that switches it off. */
    private static Outcome strict(DirectiveArguments arguments, RawHost host) {
        host.strict = arguments.place();
        List<String> ignored = arguments.rest();
        if (!ignored.isEmpty()) {
            arguments
                    .outcomes()
                    .remark(
                            arguments.place(),
                            "vrrp_strict: keepalived ignores '%s' behind it: strict mode is on, remove the line if not"
                                    .formatted(String.join(" ", ignored)));
        }
        return Outcome.TRANSLATED;
    }

    private static void minimalAnnouncements(RawHost host, Located<Boolean> minimal) {
        if (minimal.value()) {
            host.announcements.repeat = minimal.map(on -> 1);
            host.announcements.delayMillis = minimal.map(on -> 0L);
        }
    }

    private static Outcome instance(DirectiveArguments arguments, RawHost host) {
        host.instanceBlocks++;
        String name = arguments.next();
        if (name == null) {
            return new Outcome.Reported("has no name: left out, as in keepalived");
        }
        if (!arguments.rest().isEmpty()) {
            return new Outcome.Reported("has more than one word for a name: left out, as in keepalived; join them");
        }
        for (RawInstance other : host.instances) {
            if (other.name.equals(name)) {
                return new Outcome.Reported(
                        "there is already one of this name at %s: left out, as in keepalived; rename one, or if the"
                                        .formatted(other.place)
                                + " file holds two hosts, split it, one for each");
            }
        }
        RawInstance raw = new RawInstance(name, arguments.place());
        InstanceKeywords.TABLE.readAll(arguments.directive().block(), raw, arguments.outcomes());
        host.instances.add(raw);
        return Outcome.TRANSLATED;
    }

    private static Outcome syncGroup(DirectiveArguments arguments, RawHost host) {
        String name = arguments.next();
        if (name == null) {
            return new Outcome.Reported("has no name: left out, as in keepalived");
        }
        if (!arguments.rest().isEmpty()) {
            return new Outcome.Reported("has more than one word for a name: left out, as in keepalived; join them");
        }
        if (host.syncGroups.stream().anyMatch(other -> other.name().value().equals(name))) {
            return new Outcome.Reported("there is already one of this name: left out, as in keepalived; rename one");
        }
        List<Located<String>> members = new ArrayList<>();
        KeywordTable<List<Located<String>>> table = new KeywordTable<>(Map.of("group", HostKeywords::members));
        table.readAll(arguments.directive().block(), members, arguments.outcomes());
        host.syncGroups.add(new RawHost.SyncGroup(arguments.located(name), members));
        return Outcome.TRANSLATED;
    }

    private static Outcome members(DirectiveArguments arguments, List<Located<String>> members) {
        if (!members.isEmpty()) {
            return new Outcome.Reported("the members are given before: left out, as in keepalived; make it one block");
        }
        for (Directive line : arguments.directive().block()) {
            line.words().forEach(name -> members.add(new Located<>(name, line.place())));
            arguments.outcomes().record(line, Outcome.TRANSLATED);
        }
        return Outcome.TRANSLATED;
    }

    /** Remembers the weight by the name, for the instances that track it; the check itself is not supported yet. */
    private static Outcome weighted(DirectiveArguments arguments, RawHost host) {
        String name = arguments.next();
        for (Directive line : arguments.directive().block()) {
            boolean weight = line.keyword().equals("weight") && line.words().size() > 1;
            Integer value =
                    weight ? ValueParser.wholeNumber(line.words().get(1).replaceFirst("^[-+]", ""), 0, 254) : null;
            if (value != null && name != null) {
                host.weights.put(name, value);
            }
        }
        return UnsupportedDirectives.of(arguments.directive().keyword());
    }
}
