package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.keepalived.map.DirectiveOutcomes.Outcome;
import dev.virtualip.cli.keepalived.parse.Directive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The directives at the top of a configuration, in {@code global_defs} and in {@code vrrp_sync_group}. */
final class HostKeywords {
    private static final int MAX_MAIL_TIMEOUT_SECONDS = 60;
    private static final int MAX_COUNT = 100;

    static final KeywordTable<RawHost> TOP = new KeywordTable<>(Map.ofEntries(
            Map.entry("global_defs", HostKeywords::globalDefs),
            Map.entry("vrrp_instance", HostKeywords::instance),
            Map.entry("vrrp_sync_group", HostKeywords::syncGroup),
            Map.entry("vrrp_script", HostKeywords::script),
            Map.entry("track_file", HostKeywords::weighted),
            Map.entry("vrrp_track_file", HostKeywords::weighted),
            Map.entry("vrrp_track_process", HostKeywords::process),
            Map.entry("bfd_instance", HostKeywords::weighted)));

    static final KeywordTable<RawHost> GLOBAL = new KeywordTable<>(Map.ofEntries(
            Map.entry("router_id", HostKeywords::routerId),
            Map.entry("vrrp_version", HostKeywords::version),
            Map.entry("vrrp_strict", HostKeywords::strict),
            Map.entry("notification_email", HostKeywords::recipients),
            Map.entry("notification_email_from", HostKeywords::sender),
            Map.entry("smtp_server", HostKeywords::mailServer),
            Map.entry("smtp_connect_timeout", HostKeywords::mailTimeout),
            Map.entry("smtp_alert", (arguments, host) -> InstanceKeywords.mailSwitch(arguments)),
            Map.entry("smtp_alert_vrrp", (arguments, host) -> InstanceKeywords.mailSwitch(arguments)),
            Map.entry("script_user", HostKeywords::scriptUser),
            Map.entry("vrrp_check_unicast_src", (arguments, d) -> Outcome.SAME_AS_DEFAULT),
            Map.entry("vrrp_min_garp", InstanceKeywords.flag(HostKeywords::minimalAnnouncements)),
            Map.entry("vrrp_garp_master_repeat", InstanceKeywords.repeat((d, value) -> d.announcements.repeat = value)),
            Map.entry(
                    "vrrp_garp_master_delay",
                    InstanceKeywords.wholeSeconds((d, value) -> d.announcements.delayMillis = value)),
            Map.entry(
                    "vrrp_garp_master_refresh",
                    InstanceKeywords.wholeSeconds((d, value) -> d.announcements.refreshMillis = value))));

    private static final KeywordTable<RawHost.RawCheck> SCRIPT = new KeywordTable<>(Map.of(
            "script", HostKeywords::command,
            "interval", seconds((check, millis) -> check.intervalMillis = millis),
            "timeout", seconds((check, millis) -> check.timeoutMillis = millis),
            "rise", count((check, value) -> check.rise = value),
            "fall", count((check, value) -> check.fall = value),
            "weight", (arguments, check) -> weight(arguments, check),
            "user", HostKeywords::user));

    private static final KeywordTable<RawHost.RawCheck> PROCESS = new KeywordTable<>(
            Map.of("process", HostKeywords::command, "weight", (arguments, check) -> weight(arguments, check)));

    private static final KeywordTable<RawHost.SyncGroup> SYNC_GROUP = new KeywordTable<>(Map.of(
            "group", HostKeywords::members,
            "smtp_alert", (arguments, group) -> InstanceKeywords.mailSwitch(arguments),
            "track_script", trackedByGroup(RawInstance.Kind.CHECK),
            "track_process", trackedByGroup(RawInstance.Kind.CHECK),
            "track_interface", trackedByGroup(RawInstance.Kind.INTERFACE),
            "track_file", trackedByGroup(RawInstance.Kind.OTHER),
            "track_bfd", trackedByGroup(RawInstance.Kind.OTHER)));

    private HostKeywords() {}

    private static KeywordTable.Reader<RawHost.SyncGroup> trackedByGroup(RawInstance.Kind kind) {
        return (arguments, group) -> InstanceKeywords.tracked(arguments, group.tracked(), kind);
    }

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
        RawHost.SyncGroup group = new RawHost.SyncGroup(arguments.located(name), new ArrayList<>(), new ArrayList<>());
        SYNC_GROUP.readAll(arguments.directive().block(), group, arguments.outcomes());
        host.syncGroups.add(group);
        return Outcome.TRANSLATED;
    }

    private static Outcome members(DirectiveArguments arguments, RawHost.SyncGroup group) {
        List<Located<String>> members = group.members();
        if (!members.isEmpty()) {
            return new Outcome.Reported("the members are given before: left out, as in keepalived; make it one block");
        }
        for (Directive line : arguments.directive().block()) {
            line.words().forEach(name -> members.add(new Located<>(name, line.place())));
            arguments.outcomes().record(line, Outcome.TRANSLATED);
        }
        return Outcome.TRANSLATED;
    }

    private static Outcome recipients(DirectiveArguments arguments, RawHost host) {
        RawHost.RawMail mail = mail(arguments, host);
        for (Directive line : arguments.directive().block()) {
            for (String address : line.words()) {
                boolean usable = address.matches("[^\\s@<>,]+@[^\\s@<>,]+");
                arguments
                        .outcomes()
                        .record(
                                line,
                                usable
                                        ? Outcome.TRANSLATED
                                        : new Outcome.Reported("'%s' is not a mail address: left out"
                                                .formatted(String.join(" ", line.words()))));
                if (usable && mail.to.stream().noneMatch(address::equalsIgnoreCase)) {
                    mail.to.add(address);
                }
            }
        }
        return Outcome.TRANSLATED;
    }

    private static Outcome sender(DirectiveArguments arguments, RawHost host) {
        String address = arguments.next();
        if (address == null || !address.contains("@")) {
            return new Outcome.Reported("needs a mail address such as lb@example.org: left out");
        }
        mail(arguments, host).from = address;
        return Outcome.TRANSLATED;
    }

    private static Outcome mailServer(DirectiveArguments arguments, RawHost host) {
        String server = arguments.next();
        if (server == null) {
            return new Outcome.Reported("needs the mail server's name or address: left out");
        }
        RawHost.RawMail mail = mail(arguments, host);
        mail.server = arguments.located(server);
        List<String> words = arguments.directive().words();
        mail.port = words.size() > 2 ? ValueParser.wholeNumber(words.get(2), 1, 65535) : null;
        if (mail.port != null) {
            arguments.next();
        }
        return Outcome.TRANSLATED;
    }

    private static Outcome mailTimeout(DirectiveArguments arguments, RawHost host) {
        Integer seconds = ValueParser.wholeNumber(arguments.next(), 1, Integer.MAX_VALUE);
        if (seconds == null) {
            return new Outcome.Reported("needs a number of seconds: left out");
        }
        mail(arguments, host).connectTimeoutSeconds = Math.min(seconds, MAX_MAIL_TIMEOUT_SECONDS);
        if (seconds > MAX_MAIL_TIMEOUT_SECONDS) {
            arguments
                    .outcomes()
                    .remark(
                            arguments.place(),
                            "smtp_connect_timeout: at most %ds is supported: that is set"
                                    .formatted(MAX_MAIL_TIMEOUT_SECONDS));
        }
        return Outcome.TRANSLATED;
    }

    private static RawHost.RawMail mail(DirectiveArguments arguments, RawHost host) {
        host.mail.place = host.mail.place == null ? arguments.place() : host.mail.place;
        return host.mail;
    }

    private static Outcome scriptUser(DirectiveArguments arguments, RawHost host) {
        String user = arguments.next();
        if (user == null) {
            return new Outcome.Reported("needs a user: left out");
        }
        host.scriptUser = user;
        return Outcome.TRANSLATED;
    }

    private static Outcome script(DirectiveArguments arguments, RawHost host) {
        return check(arguments, host, SCRIPT, false);
    }

    private static Outcome process(DirectiveArguments arguments, RawHost host) {
        return check(arguments, host, PROCESS, true);
    }

    private static Outcome check(
            DirectiveArguments arguments, RawHost host, KeywordTable<RawHost.RawCheck> table, boolean process) {
        String name = arguments.next();
        if (name == null) {
            return new Outcome.Reported("has no name: left out, as in keepalived");
        }
        RawHost.RawCheck check = new RawHost.RawCheck(name, arguments.directive(), process);
        table.readAll(arguments.directive().block(), check, arguments.outcomes());
        if (check.command == null) {
            return new Outcome.Reported(
                    "%s: has no %s that can be used: left out".formatted(name, process ? "process" : "script"));
        }
        if (host.checks.putIfAbsent(name, check) != null) {
            return new Outcome.Reported("there is already one of this name: left out; rename one");
        }
        if (check.weight != null) {
            host.weights.put(name, Math.abs(check.weight));
        }
        return Outcome.TRANSLATED;
    }

    private static Outcome command(DirectiveArguments arguments, RawHost.RawCheck check) {
        String first = arguments.next();
        if (first == null || first.isBlank()) {
            return new Outcome.Reported("nothing behind it: left out");
        }
        boolean quoted = first.indexOf(' ') >= 0;
        String command = quoted || check.process ? first : (first + " " + String.join(" ", arguments.rest())).strip();
        boolean several = check.process && quoted;
        check.command = several ? null : arguments.located(command);
        return several
                ? new Outcome.Reported("a process is found by its name alone: left out; remove its parameters")
                : Outcome.TRANSLATED;
    }

    private static Outcome user(DirectiveArguments arguments, RawHost.RawCheck check) {
        check.user = arguments.next();
        return Outcome.TRANSLATED;
    }

    private static Outcome weight(DirectiveArguments arguments, RawHost.RawCheck check) {
        String text = arguments.next();
        Integer value = text == null ? null : ValueParser.wholeNumber(text.replaceFirst("^[-+]", ""), 0, 253);
        if (text == null || value == null) {
            return new Outcome.Reported("needs a whole number -253..253: left out, as in keepalived");
        }
        check.weight = text.startsWith("-") ? -value : value;
        return Outcome.TRANSLATED;
    }

    private static KeywordTable.Reader<RawHost.RawCheck> seconds(BiConsumer<RawHost.RawCheck, Long> set) {
        return (arguments, check) -> {
            Long millis = ValueParser.secondsAsMillis(arguments.next());
            if (millis == null || millis == 0) {
                return new Outcome.Reported("needs a number of seconds above 0: left out, as in keepalived");
            }
            set.accept(check, millis);
            return Outcome.TRANSLATED;
        };
    }

    private static KeywordTable.Reader<RawHost.RawCheck> count(BiConsumer<RawHost.RawCheck, Integer> set) {
        return (arguments, check) -> {
            Integer value = ValueParser.wholeNumber(arguments.next(), 1, MAX_COUNT);
            if (value == null) {
                return new Outcome.Reported("needs a whole number 1..%d: left out".formatted(MAX_COUNT));
            }
            set.accept(check, value);
            return Outcome.TRANSLATED;
        };
    }

    /** Remembers the weight by the name, for the instances that track it; the check itself has no counterpart. */
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
