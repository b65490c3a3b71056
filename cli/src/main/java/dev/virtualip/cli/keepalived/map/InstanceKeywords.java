package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.keepalived.map.DirectiveOutcomes.Outcome;
import dev.virtualip.cli.keepalived.map.KeywordTable.Reader;
import dev.virtualip.cli.keepalived.parse.Directive;
import dev.virtualip.cli.keepalived.parse.UnusualCharacters;
import dev.virtualip.crds.format.AddressText;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The directives of a {@code vrrp_instance} block. */
final class InstanceKeywords {
    private static final int MAX_LABEL = 15;
    private static final BigDecimal MIN_INTERVAL = new BigDecimal("0.01");
    private static final BigDecimal MAX_INTERVAL = new BigDecimal(255);
    private static final BigDecimal MAX_PREEMPT_DELAY = new BigDecimal(1000);

    /** What can be a keyword within {@code authentication}, known or not. */
    private static final Pattern AUTHENTICATION_KEYWORD = Pattern.compile("auth_[a-z_]{1,12}");

    private static final Set<String> PEER_OPTIONS = Set.of("min_ttl", "max_ttl");

    static final KeywordTable<RawInstance> TABLE = new KeywordTable<>(Map.ofEntries(
            Map.entry("state", InstanceKeywords::state),
            Map.entry("interface", InstanceKeywords::interfaceName),
            Map.entry("virtual_router_id", InstanceKeywords::virtualRouterId),
            Map.entry("priority", InstanceKeywords::priority),
            Map.entry("version", InstanceKeywords::version),
            Map.entry("advert_int", InstanceKeywords::interval),
            Map.entry("preempt_delay", InstanceKeywords::preemptDelay),
            Map.entry("nopreempt", preemption(true)),
            Map.entry("preempt", preemption(false)),
            Map.entry("strict_mode", flag((d, value) -> d.strict = value)),
            Map.entry("authentication", InstanceKeywords::authentication),
            Map.entry("virtual_ipaddress", AddressBlockReader::readAdvertised),
            Map.entry("virtual_ipaddress_excluded", AddressBlockReader::readExcluded),
            Map.entry("unicast_peer", InstanceKeywords::unicastPeers),
            Map.entry("unicast_src_ip", InstanceKeywords::unicastSource),
            Map.entry("mcast_src_ip", InstanceKeywords::sourceAddress),
            Map.entry("use_vmac", InstanceKeywords::vmac),
            Map.entry("v3_checksum_as_v2", flag((d, value) -> d.checksumAsV2 = value)),
            Map.entry("accept", InstanceKeywords::accept),
            Map.entry("no_accept", InstanceKeywords::noAccept),
            Map.entry("native_ipv6", InstanceKeywords::nativeIpv6),
            Map.entry("check_unicast_src", (arguments, d) -> Outcome.SAME_AS_DEFAULT),
            Map.entry("unicast_fault_no_peer", (arguments, d) -> Outcome.SAME_AS_DEFAULT),
            Map.entry("timer_expired_backup", (arguments, d) -> Outcome.SAME_AS_DEFAULT),
            Map.entry("thread_timer_expired", (arguments, d) -> Outcome.SAME_AS_DEFAULT),
            Map.entry("garp_master_repeat", repeat((d, value) -> d.announcements.repeat = value)),
            Map.entry("garp_master_delay", wholeSeconds((d, value) -> d.announcements.delayMillis = value)),
            Map.entry("garp_master_refresh", wholeSeconds((d, value) -> d.announcements.refreshMillis = value)),
            Map.entry("smtp_alert", (arguments, d) -> mailSwitch(arguments)),
            Map.entry("track_script", (arguments, d) -> tracked(arguments, d.tracked, RawInstance.Kind.CHECK)),
            Map.entry("track_process", (arguments, d) -> tracked(arguments, d.tracked, RawInstance.Kind.CHECK)),
            Map.entry("track_interface", (arguments, d) -> tracked(arguments, d.tracked, RawInstance.Kind.INTERFACE)),
            Map.entry("track_file", (arguments, d) -> tracked(arguments, d.tracked, RawInstance.Kind.OTHER)),
            Map.entry("track_bfd", (arguments, d) -> tracked(arguments, d.tracked, RawInstance.Kind.OTHER))));

    static final KeywordTable<RawInstance> AUTHENTICATION = new KeywordTable<>(
            Map.of("auth_type", InstanceKeywords::authType, "auth_pass", InstanceKeywords::password));

    private InstanceKeywords() {}

    /** How many announcements; what keepalived cannot read it ignores. */
    static <D> Reader<D> repeat(BiConsumer<D, Located<Integer>> set) {
        return (arguments, raw) -> {
            Integer value = ValueParser.wholeNumber(arguments.next(), 0, Integer.MAX_VALUE);
            if (value == null) {
                return new Outcome.Reported("needs a whole number: left out, as in keepalived");
            }
            set.accept(raw, arguments.located(value));
            return Outcome.TRANSLATED;
        };
    }

    /** A time in whole seconds, as keepalived reads it: up to what is no digit, and 0 if it begins with none. */
    static <D> Reader<D> wholeSeconds(BiConsumer<D, Located<Long>> set) {
        return (arguments, raw) -> {
            String text = arguments.next();
            if (text == null) {
                return new Outcome.Reported("needs a number of seconds: left out");
            }
            int seconds = ValueParser.leadingNumber(text);
            set.accept(raw, arguments.located(seconds * 1_000L));
            return text.matches("\\+?\\d{1,9}")
                    ? Outcome.TRANSLATED
                    : new Outcome.Reported(
                            "%s: keepalived reads whole seconds: %d s is set".formatted(written(arguments), seconds));
        };
    }

    static <D> Reader<D> flag(BiConsumer<D, Located<Boolean>> set) {
        return (arguments, raw) -> {
            Boolean value = ValueParser.yes(arguments.next());
            if (value == null) {
                return new Outcome.Reported("needs on or off, or nothing for on: left out");
            }
            set.accept(raw, arguments.located(value));
            return Outcome.TRANSLATED;
        };
    }

    /** The first MASTER holds against a later BACKUP; a word that is neither counts as BACKUP. */
    private static Outcome state(DirectiveArguments arguments, RawInstance raw) {
        String state = arguments.next();
        if (state == null) {
            return new Outcome.Reported("needs MASTER or BACKUP: left out");
        }
        Located<String> before = raw.state;
        if (before != null && before.value().equals("MASTER") && state.equals("BACKUP")) {
            return new Outcome.Reported("keepalived keeps MASTER of line %d: left out; remove one"
                    .formatted(before.place().line()));
        }
        if (!state.equals("MASTER") && !state.equals("BACKUP")) {
            raw.state = arguments.located("BACKUP");
            return new Outcome.Reported(
                    written(arguments) + ": is neither MASTER nor BACKUP: keepalived takes BACKUP, so does the result");
        }
        raw.state = arguments.located(state);
        return new Outcome.Reported("not needed: every router starts as Backup, and the priority decides");
    }

    private static Outcome interfaceName(DirectiveArguments arguments, RawInstance raw) {
        String name = arguments.next();
        if (name == null || name.length() > MAX_LABEL || name.contains("/")) {
            return new Outcome.Reported(
                    "needs the name of an interface, at most %d characters: left out".formatted(MAX_LABEL));
        }
        if (name.equals(AddressBlockReader.LOOPBACK)) {
            raw.interfaceName = null;
            return new Outcome.Reported(
                    "lo: VRRP needs a network: left out, as in keepalived; name the interface that the"
                            + " peers are on");
        }
        remarkRepeated(arguments, raw.interfaceName, name);
        raw.interfaceName = arguments.located(name);
        return Outcome.TRANSLATED;
    }

    private static Outcome virtualRouterId(DirectiveArguments arguments, RawInstance raw) {
        Integer value = ValueParser.wholeNumber(arguments.next(), 1, 255);
        if (value == null) {
            return new Outcome.Reported("needs a whole number 1..255: left out, as in keepalived");
        }
        remarkRepeated(arguments, raw.virtualRouterId, value);
        raw.virtualRouterId = arguments.located(value);
        return Outcome.TRANSLATED;
    }

    private static Outcome priority(DirectiveArguments arguments, RawInstance raw) {
        String text = arguments.next();
        Integer value = ValueParser.wholeNumber(text, 1, 255);
        if (value == null) {
            raw.priority = arguments.located(ElectionResolver.DEFAULT_PRIORITY);
            return new Outcome.Reported("%s: needs a whole number 1..255: keepalived takes %d, so does the result"
                    .formatted(written(arguments), ElectionResolver.DEFAULT_PRIORITY));
        }
        remarkRepeated(arguments, raw.priority, value);
        raw.priority = arguments.located(value);
        return Outcome.TRANSLATED;
    }

    /** The first one counts, and behind an IPv6 address there is only version 3. */
    private static Outcome version(DirectiveArguments arguments, RawInstance raw) {
        Integer value = ValueParser.wholeNumber(arguments.next(), 2, 3);
        if (value == null) {
            return new Outcome.Reported("needs 2 or 3: left out, as in keepalived");
        }
        Located<Integer> before = raw.version;
        if (before != null && !before.value().equals(value)) {
            return new Outcome.Reported("%d: keepalived keeps version %d of line %d: left out; remove one"
                    .formatted(value, before.value(), before.place().line()));
        }
        if (value == 2 && raw.family == InstanceFamily.IPV6) {
            return new Outcome.Reported(
                    "2: keepalived ignores it behind an IPv6 address and takes version 3: left out; remove"
                            + " the line");
        }
        raw.version = before == null ? arguments.located(value) : before;
        return Outcome.TRANSLATED;
    }

    private static Outcome interval(DirectiveArguments arguments, RawInstance raw) {
        String text = arguments.next();
        BigDecimal seconds = ValueParser.decimal(text);
        Long millis = ValueParser.secondsAsMillis(text);
        Located<Long> before = raw.intervalMillis;
        if (seconds == null
                || millis == null
                || seconds.compareTo(MIN_INTERVAL) < 0
                || seconds.compareTo(MAX_INTERVAL) > 0) {
            long holds = before == null ? ElectionResolver.DEFAULT_INTERVAL_MILLIS : before.value();
            return new Outcome.Reported("%s: needs a number of seconds 0.01..255: keepalived ignores it: %s holds"
                    .formatted(written(arguments), ValueParser.duration(holds)));
        }
        remarkRepeated(arguments, before, millis);
        raw.intervalMillis = arguments.located(millis);
        return Outcome.TRANSLATED;
    }

    private static Outcome preemptDelay(DirectiveArguments arguments, RawInstance raw) {
        String text = arguments.next();
        BigDecimal seconds = ValueParser.decimal(text);
        Long millis = ValueParser.secondsAsMillis(text);
        if (seconds == null || millis == null || seconds.compareTo(MAX_PREEMPT_DELAY) > 0) {
            raw.preemptDelayMillis = arguments.located(0L);
            return new Outcome.Reported("%s: needs a number of seconds 0..1000: keepalived takes 0, so does the result"
                    .formatted(written(arguments)));
        }
        remarkRepeated(arguments, raw.preemptDelayMillis, millis);
        raw.preemptDelayMillis = arguments.located(millis);
        return Outcome.TRANSLATED;
    }

    /** Of {@code nopreempt} and {@code preempt} the last one holds, whatever stands behind it. */
    private static Reader<RawInstance> preemption(boolean off) {
        return (arguments, raw) -> {
            List<String> ignored = arguments.rest();
            if (!ignored.isEmpty()) {
                arguments
                        .outcomes()
                        .remark(
                                arguments.place(),
                                "%s: keepalived ignores '%s' behind it: it holds; for the opposite write %s"
                                        .formatted(
                                                arguments.directive().keyword(),
                                                String.join(" ", ignored),
                                                off ? "preempt" : "nopreempt"));
            }
            remarkRepeated(arguments, raw.nopreempt, off);
            raw.nopreempt = arguments.located(off);
            return Outcome.TRANSLATED;
        };
    }

    /** All that stands behind the keyword. */
    private static String written(DirectiveArguments arguments) {
        List<String> words = arguments.directive().words();
        return words.size() == 1 ? "no value" : String.join(" ", words.subList(1, words.size()));
    }

    private static void remarkRepeated(DirectiveArguments arguments, @Nullable Located<?> before, Object value) {
        if (before != null && !before.value().equals(value)) {
            arguments
                    .outcomes()
                    .remark(
                            arguments.place(),
                            "%s: line %d says otherwise: this one holds, as in keepalived; remove one"
                                    .formatted(
                                            arguments.directive().keyword(),
                                            before.place().line()));
        }
    }

    private static Outcome accept(DirectiveArguments arguments, RawInstance raw) {
        raw.accept = arguments.located(true);
        return Outcome.SAME_AS_DEFAULT;
    }

    private static Outcome noAccept(DirectiveArguments arguments, RawInstance raw) {
        raw.accept = arguments.located(false);
        return UnsupportedDirectives.of(arguments.directive().keyword());
    }

    private static Outcome nativeIpv6(DirectiveArguments arguments, RawInstance raw) {
        if (!raw.admits(InstanceFamily.IPV6)) {
            return new Outcome.Reported("the addresses before it are IPv4: left out, as in keepalived");
        }
        remarkRepeated(arguments, raw.version, 3);
        raw.version = arguments.located(3);
        return Outcome.SAME_AS_DEFAULT;
    }

    private static Outcome vmac(DirectiveArguments arguments, RawInstance raw) {
        String name = arguments.next();
        raw.vmac = name == null ? "" : name;
        return UnsupportedDirectives.of(arguments.directive().keyword());
    }

    private static Outcome unicastSource(DirectiveArguments arguments, RawInstance raw) {
        raw.unicast = raw.unicast == null ? arguments.place() : raw.unicast;
        return sourceAddress(arguments, raw);
    }

    /** The address to send from; keepalived cuts a prefix. */
    private static Outcome sourceAddress(DirectiveArguments arguments, RawInstance raw) {
        InetAddress address = ValueParser.address(arguments.next());
        if (address == null) {
            return new Outcome.Reported("needs an address: left out, as in keepalived");
        }
        Located<String> before = raw.sourceAddress;
        if (!raw.admits(InstanceFamily.of(address))) {
            raw.sourceAddress = null;
            return new Outcome.Reported(
                    "is not of the family of the addresses before it: left out, as in keepalived: no"
                            + " source address is set");
        }
        raw.sourceAddress = arguments.located(AddressText.format(address));
        remarkRepeated(arguments, before, raw.sourceAddress.value());
        return Outcome.TRANSLATED;
    }

    /** A line without keyword may be the password itself, so that no remark shows one that is not known. */
    private static Outcome authentication(DirectiveArguments arguments, RawInstance raw) {
        if (!arguments.rest().isEmpty()) {
            arguments.outcomes().remark(arguments.place(), "authentication: words behind it are left out");
        }
        List<Directive> lines = arguments.directive().block();
        AUTHENTICATION.readAll(lines, raw, arguments.outcomes());
        lines.stream()
                .filter(line -> !AUTHENTICATION_KEYWORD.matcher(line.keyword()).matches())
                .forEach(line -> arguments.outcomes().record(line, KeywordTable.PASSWORD_ALONE));
        return Outcome.TRANSLATED;
    }

    /** Takes all words: a password may be among them. */
    private static Outcome authType(DirectiveArguments arguments, RawInstance raw) {
        String type = arguments.next();
        if (!arguments.rest().isEmpty()) {
            arguments
                    .outcomes()
                    .remark(arguments.place(), "auth_type: words behind it are left out: put them on a new line");
        }
        if (type != null && type.equals("AH")) {
            raw.authType = arguments.located(type);
            return new Outcome.Reported(
                    "AH: not supported: no authentication is set; a peer that keeps it will not be heard");
        }
        if (type == null || !type.equals("PASS")) {
            return new Outcome.Reported("needs PASS or AH: left out, as in keepalived");
        }
        raw.authType = arguments.located(type);
        return Outcome.TRANSLATED;
    }

    /** Takes all words, so that no remark about words behind it can show a part of the password. */
    private static Outcome password(DirectiveArguments arguments, RawInstance raw) {
        String password = arguments.next();
        boolean more = !arguments.rest().isEmpty();
        if (password == null || password.isEmpty()) {
            return new Outcome.Reported("no password behind it: left out; it stands on the same line");
        }
        if (UnusualCharacters.isDamaged(password)) {
            return new Outcome.Reported(
                    "the password has bytes that are not UTF-8 and cannot be taken over: left out; give"
                            + " all hosts one of ASCII characters");
        }
        raw.password = arguments.located(password);
        if (more) {
            arguments
                    .outcomes()
                    .remark(arguments.place(), "auth_pass: only its first word counts: put it in quotation marks");
        }
        return Outcome.TRANSLATED;
    }

    private static Outcome unicastPeers(DirectiveArguments arguments, RawInstance raw) {
        raw.unicast = raw.unicast == null ? arguments.place() : raw.unicast;
        for (Directive line : arguments.directive().block()) {
            Outcome outcome = unicastPeer(line, raw);
            arguments.outcomes().record(line, outcome);
            if (outcome.equals(Outcome.TRANSLATED)) {
                remarkPeerOptions(arguments, line);
            }
        }
        return Outcome.TRANSLATED;
    }

    /** keepalived keeps a peer whatever stands behind it, and knows two options there, each with a number. */
    private static void remarkPeerOptions(DirectiveArguments arguments, Directive peer) {
        List<String> limits = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        List<String> words = peer.words();
        for (int at = 1; at < words.size(); at++) {
            if (PEER_OPTIONS.contains(words.get(at)) && at + 1 < words.size()) {
                limits.add(words.get(at));
                at++;
                limits.add(words.get(at));
            } else {
                unknown.add(words.get(at));
            }
        }
        remarkPeerOption(arguments, peer, limits, "only TTL 255 is accepted");
        remarkPeerOption(
                arguments,
                peer,
                unknown,
                "the peer is kept, as in keepalived, which knows only min_ttl and max_ttl with a number here");
    }

    private static void remarkPeerOption(
            DirectiveArguments arguments, Directive peer, List<String> words, String reason) {
        if (!words.isEmpty()) {
            arguments
                    .outcomes()
                    .remark(
                            peer.place(),
                            "%s: '%s': left out: %s".formatted(peer.keyword(), String.join(" ", words), reason));
        }
    }

    private static Outcome unicastPeer(Directive line, RawInstance raw) {
        InetAddress address = ValueParser.address(line.keyword());
        if (address == null) {
            return new Outcome.Reported("not an address: left out, as in keepalived");
        }
        if (!raw.admits(InstanceFamily.of(address))) {
            return new Outcome.Reported("is not of the family of the addresses before it: left out, as in keepalived");
        }
        raw.unicastPeers.add(new Located<>(AddressText.format(address), line.place()));
        return Outcome.TRANSLATED;
    }

    /** Mail is sent for all virtual routers of a host; none can be left out. */
    static Outcome mailSwitch(DirectiveArguments arguments) {
        Boolean on = ValueParser.yes(arguments.next());
        return Boolean.TRUE.equals(on)
                ? Outcome.SAME_AS_DEFAULT
                : new Outcome.Reported("off: left out: mail is about all virtual routers of the host");
    }

    /** Remembers what is tracked; it becomes checks when the whole file was read. */
    static Outcome tracked(DirectiveArguments arguments, List<RawInstance.Tracked> all, RawInstance.Kind kind) {
        for (Directive line : arguments.directive().block()) {
            List<String> words = line.words();
            boolean plain = words.size() == 1;
            boolean given = words.size() == 3 && words.get(1).equals("weight");
            String text = given ? words.get(2) : "";
            Integer weight = ValueParser.wholeNumber(text.replaceFirst("^[-+]", ""), 0, 253);
            boolean known = plain || (given && weight != null);
            if (known || kind == RawInstance.Kind.OTHER) {
                all.add(new RawInstance.Tracked(
                        words.getFirst(), weight, given && !text.startsWith("-"), kind, line.place()));
            }
            arguments
                    .outcomes()
                    .record(
                            line,
                            known
                                    ? Outcome.TRANSLATED
                                    : new Outcome.Reported("'%s' behind it is not supported: left out; give a name, and"
                                                    .formatted(String.join(" ", words.subList(1, words.size())))
                                            + " perhaps weight -253..253"));
        }
        return kind == RawInstance.Kind.OTHER
                ? UnsupportedDirectives.of(arguments.directive().keyword())
                : Outcome.TRANSLATED;
    }
}
