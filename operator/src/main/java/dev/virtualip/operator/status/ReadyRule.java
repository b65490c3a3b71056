package dev.virtualip.operator.status;

import dev.virtualip.crds.AddressText;
import dev.virtualip.crds.Condition;
import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.VirtualRouterStatus;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether exactly one node answers for each virtual router. */
final class ReadyRule {
    /** For so long nobody is missed while a Backup is there to take over: reports of one handover come one by one. */
    static final Duration HANDOVER = Duration.ofMillis(500);

    private static final List<String> WORST_FIRST = List.of(Judgement.FALSE, Judgement.UNKNOWN, Judgement.TRUE);

    private final Situation situation;
    private final @Nullable Instant graceEnds;

    /**
     * The rule.
     *
     * @param graceEnds until when nodes that have not spoken yet are waited for; null: no longer
     */
    ReadyRule(Situation situation, @Nullable Instant graceEnds) {
        this.situation = situation;
        this.graceEnds = graceEnds;
    }

    Judgement judge() {
        List<Judgement> each = situation.sights().stream().map(this::judge).toList();
        if (each.isEmpty()) {
            return Judgement.no(reasonOfNothing(), "nothing of it runs: see the conditions Accepted and Programmed");
        }
        Judgement worst = each.stream()
                .min(Comparator.comparingInt(judgement -> WORST_FIRST.indexOf(judgement.status())))
                .orElseThrow();
        List<Judgement> bad = each.stream()
                .filter(judgement -> judgement.status().equals(worst.status()))
                .toList();
        List<String> sentences = bad.stream()
                .flatMap(judgement -> judgement.sentences().stream())
                .distinct()
                .toList();
        Instant until = bad.stream()
                .map(Judgement::until)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new Judgement(worst.status(), worst.reason(), sentences, until);
    }

    private String reasonOfNothing() {
        if (situation.verdict().refusal() != null) {
            return situation.verdict().refusal().reason();
        }
        return situation.verdict().pending().isEmpty()
                ? Words.WAITING_FOR_NODES
                : situation.verdict().pending().getFirst().reason();
    }

    private Judgement judge(Sight sight) {
        if (!sight.splits().isEmpty()) {
            return new Judgement(Judgement.FALSE, Words.SPLIT_BRAIN, sight.splits(), null);
        }
        Part active = sight.active();
        return active == null ? nobody(sight) : answers(sight, active);
    }

    private Judgement answers(Sight sight, Part active) {
        Condition failure = active.condition(Words.BIND_FAILED);
        if (failure != null) {
            return Judgement.no(Words.BIND_FAILED, active.node() + ": " + failure.message());
        }
        if (active.silence() != null && Sight.followers(active, sight.parts()) == 0) {
            return Judgement.unknown(
                    Words.AGENT_SILENT,
                    "%s said last that it is Active, but %s and no other node hears it: look at that node"
                            .formatted(active.node(), active.silence()));
        }
        List<String> missing = missing(sight, active);
        if (!missing.isEmpty()) {
            return Judgement.no(
                    Words.WAITING_FOR_NODES,
                    "%s answers, but not yet for %s".formatted(active.node(), String.join(", ", missing)));
        }
        String where = "%s answers on interface %s".formatted(active.node(), active.interfaceName());
        return active.claims()
                ? Judgement.yes(Part.ACTIVE, where)
                : Judgement.yes(Part.RELEASING, where + " until its successor is heard");
    }

    /** The addresses that are wanted and that its agent does not list; while a refusal keeps old ones, none. */
    private List<String> missing(Sight sight, Part active) {
        VirtualRouterStatus report = active.report();
        if (report == null || situation.verdict().refusal() != null) {
            return List.of();
        }
        List<InetAddress> present = addresses(report.addresses());
        return addresses(situation.verdict().addresses()).stream()
                .filter(wanted ->
                        wanted instanceof Inet6Address == sight.planned().ipv6())
                .filter(wanted -> !present.contains(wanted))
                .map(AddressText::format)
                .toList();
    }

    /** What cannot be read is left out: an agent's report is no reason to fall over. */
    private static List<InetAddress> addresses(List<String> texts) {
        return texts.stream().map(ReadyRule::address).filter(Objects::nonNull).toList();
    }

    private static @Nullable InetAddress address(String text) {
        try {
            return IpPrefix.parse(text).address();
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private Judgement nobody(Sight sight) {
        for (Part part : sight.live()) {
            Condition inUse = part.condition(Words.ADDRESS_IN_USE);
            if (inUse != null) {
                return Judgement.no(Words.ADDRESS_IN_USE, part.node() + ": " + inUse.message());
            }
        }
        List<Part> awaited = sight.awaited();
        if (!awaited.isEmpty() && graceEnds != null) {
            String names = awaited.stream().map(Part::node).collect(Collectors.joining(", "));
            String sentence = "no node is known to answer; waiting for the first report of " + names;
            return (situation.wasHeld()
                            ? Judgement.unknown(Words.WAITING_FOR_NODES, sentence)
                            : Judgement.no(Words.WAITING_FOR_NODES, sentence))
                    .until(graceEnds);
        }
        if (sight.live().isEmpty() && situation.wasHeld()) {
            return new Judgement(Judgement.UNKNOWN, Words.AGENT_SILENT, says(sight), null);
        }
        return withoutClaim(sight);
    }

    private Judgement withoutClaim(Sight sight) {
        for (Part part : sight.live()) {
            String heard = part.is(Part.BACKUP) ? activeRouter(part) : null;
            if (heard != null && sight.parts().stream().noneMatch(other -> heard.equals(other.source()))) {
                return Judgement.no(
                        Words.ACTIVE_ELSEWHERE,
                        ("%s hears %s as the Active, which is no node of this VirtualIP: stop it there, or lower its"
                                        + " priority, if a node shall take over")
                                .formatted(part.node(), heard));
            }
        }
        Instant end = sight.live().stream().anyMatch(Part::healthy) ? handoverEnds() : null;
        return end != null
                ? Judgement.unknown(Words.ELECTING, "no node says that it is Active; a Backup is about to take over")
                        .until(end)
                : new Judgement(
                        Judgement.FALSE,
                        Words.NO_ACTIVE,
                        Stream.concat(Stream.of(subject(sight) + "no node is Active"), says(sight).stream())
                                .toList(),
                        null);
    }

    private static @Nullable String activeRouter(Part part) {
        return part.report() == null ? null : part.report().activeRouter();
    }

    private String subject(Sight sight) {
        return situation.sights().size() > 1 ? sight.family() + ": " : "";
    }

    private @Nullable Instant handoverEnds() {
        Condition before = situation.before(Words.READY);
        if (before != null && before.reason().equals(Words.NO_ACTIVE)) {
            return null;
        }
        Instant began = before != null && before.reason().equals(Words.ELECTING)
                ? ConditionList.since(before, situation.now())
                : situation.now();
        return situation.end(began, HANDOVER);
    }

    /** What each candidate says, whoever has a cause to name first. */
    private static List<String> says(Sight sight) {
        return sight.parts().stream()
                .filter(Part::candidate)
                .sorted(Comparator.comparing(part ->
                        part.report() == null || part.report().conditions().isEmpty()))
                .map(part -> part.node() + ": " + says(part))
                .toList();
    }

    private static String says(Part part) {
        VirtualRouterStatus report = part.report();
        if (part.silence() != null) {
            return part.silence();
        }
        if (report == null) {
            return part.lag() == null ? "it has not reported" : part.lag();
        }
        return report.conditions().isEmpty()
                ? "it is in state " + report.state()
                : report.conditions().getFirst().message();
    }
}
