package dev.virtualip.cli.keepalived;

import dev.virtualip.cli.keepalived.Keywords.Reader;
import dev.virtualip.crds.AddressText;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
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

    static final Keywords<InstanceDraft> TABLE = new Keywords<>(Map.ofEntries(
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
            Map.entry("virtual_ipaddress", AddressLines::readAdvertised),
            Map.entry("virtual_ipaddress_excluded", AddressLines::readExcluded),
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
            Map.entry("track_script", InstanceKeywords::tracked),
            Map.entry("track_interface", InstanceKeywords::tracked),
            Map.entry("track_file", InstanceKeywords::tracked),
            Map.entry("track_process", InstanceKeywords::tracked),
            Map.entry("track_bfd", InstanceKeywords::tracked)));

    static final Keywords<InstanceDraft> AUTHENTICATION =
            new Keywords<>(Map.of("auth_type", InstanceKeywords::authType, "auth_pass", InstanceKeywords::password));

    private InstanceKeywords() {}

    /** How many announcements; what keepalived cannot read it ignores. */
    static <D> Reader<D> repeat(BiConsumer<D, Given<Integer>> set) {
        return (arguments, draft) -> {
            Integer value = Values.wholeNumber(arguments.next(), 0, Integer.MAX_VALUE);
            if (value == null) {
                return new Outcome.Told("needs a whole number: left out, as in keepalived");
            }
            set.accept(draft, arguments.given(value));
            return Outcome.TRANSLATED;
        };
    }

    /** A time in whole seconds, as keepalived reads it: up to what is no digit, and 0 if it begins with none. */
    static <D> Reader<D> wholeSeconds(BiConsumer<D, Given<Long>> set) {
        return (arguments, draft) -> {
            String text = arguments.next();
            if (text == null) {
                return new Outcome.Told("needs a number of seconds: left out");
            }
            int seconds = Values.leadingNumber(text);
            set.accept(draft, arguments.given(seconds * 1_000L));
            return text.matches("\\+?\\d{1,9}")
                    ? Outcome.TRANSLATED
                    : new Outcome.Told(
                            "%s: keepalived reads whole seconds: %d s is set".formatted(written(arguments), seconds));
        };
    }

    static <D> Reader<D> flag(BiConsumer<D, Given<Boolean>> set) {
        return (arguments, draft) -> {
            Boolean value = Values.yes(arguments.next());
            if (value == null) {
                return new Outcome.Told("needs on or off, or nothing for on: left out");
            }
            set.accept(draft, arguments.given(value));
            return Outcome.TRANSLATED;
        };
    }

    /** The first MASTER holds against a later BACKUP; a word that is neither counts as BACKUP. */
    private static Outcome state(Arguments arguments, InstanceDraft draft) {
        String state = arguments.next();
        if (state == null) {
            return new Outcome.Told("needs MASTER or BACKUP: left out");
        }
        Given<String> before = draft.state;
        if (before != null && before.value().equals("MASTER") && state.equals("BACKUP")) {
            return new Outcome.Told("keepalived keeps MASTER of line %d: left out; remove one"
                    .formatted(before.place().line()));
        }
        if (!state.equals("MASTER") && !state.equals("BACKUP")) {
            draft.state = arguments.given("BACKUP");
            return new Outcome.Told(
                    written(arguments) + ": is neither MASTER nor BACKUP: keepalived takes BACKUP, so does the result");
        }
        draft.state = arguments.given(state);
        return new Outcome.Told("not needed: every router starts as Backup, and the priority decides");
    }

    private static Outcome interfaceName(Arguments arguments, InstanceDraft draft) {
        String name = arguments.next();
        if (name == null || name.length() > MAX_LABEL || name.contains("/")) {
            return new Outcome.Told(
                    "needs the name of an interface, at most %d characters: left out".formatted(MAX_LABEL));
        }
        if (name.equals(AddressLines.LOOPBACK)) {
            draft.interfaceName = null;
            return new Outcome.Told("lo: VRRP needs a network: left out, as in keepalived; name the interface that the"
                    + " peers are on");
        }
        tellRepeated(arguments, draft.interfaceName, name);
        draft.interfaceName = arguments.given(name);
        return Outcome.TRANSLATED;
    }

    private static Outcome virtualRouterId(Arguments arguments, InstanceDraft draft) {
        Integer value = Values.wholeNumber(arguments.next(), 1, 255);
        if (value == null) {
            return new Outcome.Told("needs a whole number 1..255: left out, as in keepalived");
        }
        tellRepeated(arguments, draft.virtualRouterId, value);
        draft.virtualRouterId = arguments.given(value);
        return Outcome.TRANSLATED;
    }

    private static Outcome priority(Arguments arguments, InstanceDraft draft) {
        String text = arguments.next();
        Integer value = Values.wholeNumber(text, 1, 255);
        if (value == null) {
            draft.priority = arguments.given(ElectionResolver.DEFAULT_PRIORITY);
            return new Outcome.Told("%s: needs a whole number 1..255: keepalived takes %d, so does the result"
                    .formatted(written(arguments), ElectionResolver.DEFAULT_PRIORITY));
        }
        tellRepeated(arguments, draft.priority, value);
        draft.priority = arguments.given(value);
        return Outcome.TRANSLATED;
    }

    /** The first one counts, and behind an IPv6 address there is only version 3. */
    private static Outcome version(Arguments arguments, InstanceDraft draft) {
        Integer value = Values.wholeNumber(arguments.next(), 2, 3);
        if (value == null) {
            return new Outcome.Told("needs 2 or 3: left out, as in keepalived");
        }
        Given<Integer> before = draft.version;
        if (before != null && !before.value().equals(value)) {
            return new Outcome.Told("%d: keepalived keeps version %d of line %d: left out; remove one"
                    .formatted(value, before.value(), before.place().line()));
        }
        if (value == 2 && draft.family == Family.IPV6) {
            return new Outcome.Told(
                    "2: keepalived ignores it behind an IPv6 address and takes version 3: left out; remove"
                            + " the line");
        }
        draft.version = before == null ? arguments.given(value) : before;
        return Outcome.TRANSLATED;
    }

    private static Outcome interval(Arguments arguments, InstanceDraft draft) {
        String text = arguments.next();
        BigDecimal seconds = Values.decimal(text);
        Long millis = Values.secondsAsMillis(text);
        Given<Long> before = draft.intervalMillis;
        if (seconds == null
                || millis == null
                || seconds.compareTo(MIN_INTERVAL) < 0
                || seconds.compareTo(MAX_INTERVAL) > 0) {
            long holds = before == null ? ElectionResolver.DEFAULT_INTERVAL_MILLIS : before.value();
            return new Outcome.Told("%s: needs a number of seconds 0.01..255: keepalived ignores it: %s holds"
                    .formatted(written(arguments), Values.duration(holds)));
        }
        tellRepeated(arguments, before, millis);
        draft.intervalMillis = arguments.given(millis);
        return Outcome.TRANSLATED;
    }

    private static Outcome preemptDelay(Arguments arguments, InstanceDraft draft) {
        String text = arguments.next();
        BigDecimal seconds = Values.decimal(text);
        Long millis = Values.secondsAsMillis(text);
        if (seconds == null || millis == null || seconds.compareTo(MAX_PREEMPT_DELAY) > 0) {
            draft.preemptDelayMillis = arguments.given(0L);
            return new Outcome.Told("%s: needs a number of seconds 0..1000: keepalived takes 0, so does the result"
                    .formatted(written(arguments)));
        }
        tellRepeated(arguments, draft.preemptDelayMillis, millis);
        draft.preemptDelayMillis = arguments.given(millis);
        return Outcome.TRANSLATED;
    }

    /** Of {@code nopreempt} and {@code preempt} the last one holds, whatever stands behind it. */
    private static Reader<InstanceDraft> preemption(boolean off) {
        return (arguments, draft) -> {
            List<String> ignored = arguments.rest();
            if (!ignored.isEmpty()) {
                arguments
                        .ledger()
                        .tell(
                                arguments.place(),
                                "%s: keepalived ignores '%s' behind it: it holds; for the opposite write %s"
                                        .formatted(
                                                arguments.directive().keyword(),
                                                String.join(" ", ignored),
                                                off ? "preempt" : "nopreempt"));
            }
            tellRepeated(arguments, draft.nopreempt, off);
            draft.nopreempt = arguments.given(off);
            return Outcome.TRANSLATED;
        };
    }

    /** All that stands behind the keyword. */
    private static String written(Arguments arguments) {
        List<String> words = arguments.directive().words();
        return words.size() == 1 ? "no value" : String.join(" ", words.subList(1, words.size()));
    }

    private static void tellRepeated(Arguments arguments, @Nullable Given<?> before, Object value) {
        if (before != null && !before.value().equals(value)) {
            arguments
                    .ledger()
                    .tell(
                            arguments.place(),
                            "%s: line %d says otherwise: this one holds, as in keepalived; remove one"
                                    .formatted(
                                            arguments.directive().keyword(),
                                            before.place().line()));
        }
    }

    private static Outcome accept(Arguments arguments, InstanceDraft draft) {
        draft.accept = arguments.given(true);
        return Outcome.SAME_AS_DEFAULT;
    }

    private static Outcome noAccept(Arguments arguments, InstanceDraft draft) {
        draft.accept = arguments.given(false);
        return NoCounterpart.of(arguments.directive().keyword());
    }

    private static Outcome nativeIpv6(Arguments arguments, InstanceDraft draft) {
        if (!draft.admits(Family.IPV6)) {
            return new Outcome.Told("the addresses before it are IPv4: left out, as in keepalived");
        }
        tellRepeated(arguments, draft.version, 3);
        draft.version = arguments.given(3);
        return Outcome.SAME_AS_DEFAULT;
    }

    private static Outcome vmac(Arguments arguments, InstanceDraft draft) {
        String name = arguments.next();
        draft.vmac = name == null ? "" : name;
        return NoCounterpart.of(arguments.directive().keyword());
    }

    private static Outcome unicastSource(Arguments arguments, InstanceDraft draft) {
        draft.unicast = draft.unicast == null ? arguments.place() : draft.unicast;
        return sourceAddress(arguments, draft);
    }

    /** The address to send from; keepalived cuts a prefix. */
    private static Outcome sourceAddress(Arguments arguments, InstanceDraft draft) {
        InetAddress address = Values.address(arguments.next());
        if (address == null) {
            return new Outcome.Told("needs an address: left out, as in keepalived");
        }
        Given<String> before = draft.sourceAddress;
        if (!draft.admits(Family.of(address))) {
            draft.sourceAddress = null;
            return new Outcome.Told("is not of the family of the addresses before it: left out, as in keepalived: no"
                    + " source address is set");
        }
        draft.sourceAddress = arguments.given(AddressText.format(address));
        tellRepeated(arguments, before, draft.sourceAddress.value());
        return Outcome.TRANSLATED;
    }

    /** A line without keyword may be the password itself, so that no remark shows one that is not known. */
    private static Outcome authentication(Arguments arguments, InstanceDraft draft) {
        if (!arguments.rest().isEmpty()) {
            arguments.ledger().tell(arguments.place(), "authentication: words behind it are left out");
        }
        List<Directive> lines = arguments.directive().block();
        AUTHENTICATION.readAll(lines, draft, arguments.ledger());
        lines.stream()
                .filter(line -> !AUTHENTICATION_KEYWORD.matcher(line.keyword()).matches())
                .forEach(line -> arguments.ledger().record(line, Keywords.PASSWORD_ALONE));
        return Outcome.TRANSLATED;
    }

    /** Takes all words: a password may be among them. */
    private static Outcome authType(Arguments arguments, InstanceDraft draft) {
        String type = arguments.next();
        if (!arguments.rest().isEmpty()) {
            arguments
                    .ledger()
                    .tell(arguments.place(), "auth_type: words behind it are left out: put them on a new line");
        }
        if (type != null && type.equals("AH")) {
            draft.authType = arguments.given(type);
            return new Outcome.Told(
                    "AH: not supported: no authentication is set; a peer that keeps it will not be heard");
        }
        if (type == null || !type.equals("PASS")) {
            return new Outcome.Told("needs PASS or AH: left out, as in keepalived");
        }
        draft.authType = arguments.given(type);
        return Outcome.TRANSLATED;
    }

    /** Takes all words, so that no remark about words behind it can show a part of the password. */
    private static Outcome password(Arguments arguments, InstanceDraft draft) {
        String password = arguments.next();
        boolean more = !arguments.rest().isEmpty();
        if (password == null || password.isEmpty()) {
            return new Outcome.Told("no password behind it: left out; it stands on the same line");
        }
        if (OddCharacters.isDamaged(password)) {
            return new Outcome.Told("the password has bytes that are not UTF-8 and cannot be taken over: left out; give"
                    + " all hosts one of ASCII characters");
        }
        draft.password = arguments.given(password);
        if (more) {
            arguments
                    .ledger()
                    .tell(arguments.place(), "auth_pass: only its first word counts: put it in quotation marks");
        }
        return Outcome.TRANSLATED;
    }

    private static Outcome unicastPeers(Arguments arguments, InstanceDraft draft) {
        draft.unicast = draft.unicast == null ? arguments.place() : draft.unicast;
        for (Directive line : arguments.directive().block()) {
            Outcome outcome = unicastPeer(line, draft);
            arguments.ledger().record(line, outcome);
            if (outcome.equals(Outcome.TRANSLATED) && line.words().size() > 1) {
                String more =
                        String.join(" ", line.words().subList(1, line.words().size()));
                arguments
                        .ledger()
                        .tell(
                                line.place(),
                                "%s: '%s': left out: only TTL 255 is accepted".formatted(line.keyword(), more));
            }
        }
        return Outcome.TRANSLATED;
    }

    private static Outcome unicastPeer(Directive line, InstanceDraft draft) {
        InetAddress address = Values.address(line.keyword());
        if (address == null) {
            return new Outcome.Told("not an address: left out, as in keepalived");
        }
        if (!draft.admits(Family.of(address))) {
            return new Outcome.Told("is not of the family of the addresses before it: left out, as in keepalived");
        }
        draft.unicastPeers.add(new Given<>(AddressText.format(address), line.place()));
        return Outcome.TRANSLATED;
    }

    /** Remembers the weights, which matter beside {@code nopreempt}; the tracking itself is not supported yet. */
    private static Outcome tracked(Arguments arguments, InstanceDraft draft) {
        for (Directive line : arguments.directive().block()) {
            int weight = line.words().indexOf("weight");
            boolean given = weight > 0 && weight + 1 < line.words().size();
            String text = given ? line.words().get(weight + 1).replaceFirst("^[-+]", "") : null;
            draft.tracked.add(new InstanceDraft.Tracked(line.keyword(), Values.wholeNumber(text, 0, 254)));
        }
        return NoCounterpart.of(arguments.directive().keyword());
    }
}
