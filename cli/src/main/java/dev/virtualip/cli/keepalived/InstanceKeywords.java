package dev.virtualip.cli.keepalived;

import dev.virtualip.cli.keepalived.Keywords.Reader;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** The directives of a {@code vrrp_instance} block. */
final class InstanceKeywords {
    private static final int MAX_LABEL = 15;

    /** What can be a keyword within {@code authentication}, known or not. */
    private static final Pattern AUTHENTICATION_KEYWORD = Pattern.compile("auth_[a-z_]{1,12}");

    static final Keywords<InstanceDraft> TABLE = new Keywords<>(Map.ofEntries(
            Map.entry("state", InstanceKeywords::state),
            Map.entry("interface", InstanceKeywords::interfaceName),
            Map.entry("virtual_router_id", wholeNumber(1, 255, (d, value) -> d.virtualRouterId = value)),
            Map.entry("priority", wholeNumber(1, 255, (d, value) -> d.priority = value)),
            Map.entry("version", wholeNumber(2, 3, (d, value) -> d.version = value)),
            Map.entry("advert_int", seconds((d, value) -> d.intervalMillis = value)),
            Map.entry("preempt_delay", seconds((d, value) -> d.preemptDelayMillis = value)),
            Map.entry("nopreempt", flag((d, value) -> d.nopreempt = value)),
            Map.entry("preempt", (arguments, d) -> Outcome.SAME_AS_DEFAULT),
            Map.entry("authentication", InstanceKeywords::authentication),
            Map.entry("virtual_ipaddress", (arguments, d) -> AddressLines.read(arguments, d.addresses)),
            Map.entry("virtual_ipaddress_excluded", (arguments, d) -> AddressLines.read(arguments, d.excluded)),
            Map.entry("unicast_peer", InstanceKeywords::unicastPeers),
            Map.entry("unicast_src_ip", InstanceKeywords::sourceAddress),
            Map.entry("mcast_src_ip", InstanceKeywords::sourceAddress),
            Map.entry("v3_checksum_as_v2", flag((d, value) -> d.checksumAsV2 = value)),
            Map.entry("accept", (arguments, d) -> Outcome.SAME_AS_DEFAULT),
            Map.entry("native_ipv6", (arguments, d) -> Outcome.SAME_AS_DEFAULT),
            Map.entry("check_unicast_src", (arguments, d) -> Outcome.SAME_AS_DEFAULT),
            Map.entry("unicast_fault_no_peer", (arguments, d) -> Outcome.SAME_AS_DEFAULT),
            Map.entry("timer_expired_backup", (arguments, d) -> Outcome.SAME_AS_DEFAULT),
            Map.entry("thread_timer_expired", (arguments, d) -> Outcome.SAME_AS_DEFAULT),
            Map.entry("garp_master_repeat", wholeNumber(0, 100, (d, value) -> d.announcements.repeat = value)),
            Map.entry("garp_master_delay", seconds((d, value) -> d.announcements.delayMillis = value)),
            Map.entry("garp_master_refresh", seconds((d, value) -> d.announcements.refreshMillis = value)),
            Map.entry("track_script", InstanceKeywords::tracked),
            Map.entry("track_interface", InstanceKeywords::tracked),
            Map.entry("track_file", InstanceKeywords::tracked),
            Map.entry("track_process", InstanceKeywords::tracked),
            Map.entry("track_bfd", InstanceKeywords::tracked)));

    static final Keywords<InstanceDraft> AUTHENTICATION =
            new Keywords<>(Map.of("auth_type", InstanceKeywords::authType, "auth_pass", InstanceKeywords::password));

    private InstanceKeywords() {}

    static <D> Reader<D> wholeNumber(int min, int max, BiConsumer<D, Given<Integer>> set) {
        return (arguments, draft) -> {
            Integer value = Values.wholeNumber(arguments.next(), min, max);
            if (value == null) {
                return new Outcome.Told("needs a whole number %d..%d: left out".formatted(min, max));
            }
            set.accept(draft, arguments.given(value));
            return Outcome.TRANSLATED;
        };
    }

    static <D> Reader<D> seconds(BiConsumer<D, Given<Long>> set) {
        return (arguments, draft) -> {
            Long millis = Values.secondsAsMillis(arguments.next());
            if (millis == null) {
                return new Outcome.Told("needs a number of seconds, like 1 or 0.5: left out");
            }
            set.accept(draft, arguments.given(millis));
            return Outcome.TRANSLATED;
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

    private static Outcome state(Arguments arguments, InstanceDraft draft) {
        String state = arguments.next();
        if (state == null || !(state.equals("MASTER") || state.equals("BACKUP"))) {
            return new Outcome.Told("needs MASTER or BACKUP: left out");
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
        draft.interfaceName = arguments.given(name);
        return Outcome.TRANSLATED;
    }

    private static Outcome sourceAddress(Arguments arguments, InstanceDraft draft) {
        String text = arguments.next();
        if (text == null || Values.address(text) == null) {
            return new Outcome.Told("needs an address: left out");
        }
        draft.sourceAddress = arguments.given(text);
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
        if ("AH".equals(type)) {
            return new Outcome.Told(
                    "AH: not supported: no authentication is set; a peer that keeps it will not be heard");
        }
        if (type == null || !type.equals("PASS")) {
            return new Outcome.Told("needs PASS or AH: left out");
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
        for (Directive line : arguments.directive().block()) {
            boolean isAddress = Values.address(line.keyword()) != null;
            if (isAddress) {
                draft.unicastPeers.add(new Given<>(line.keyword(), line.place()));
            }
            arguments
                    .ledger()
                    .record(line, isAddress ? Outcome.TRANSLATED : new Outcome.Told("not an address: left out"));
            if (isAddress && line.words().size() > 1) {
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
