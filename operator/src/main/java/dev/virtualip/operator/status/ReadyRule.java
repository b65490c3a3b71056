package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether exactly one node answers for each virtual router. */
final class ReadyRule {
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
        List<Judgement> each = judgeEach(true);
        if (each.stream().anyMatch(ReadyRule::electing) && !each.stream().allMatch(ReadyRule::goodOrElecting)) {
            // Since when it has been so is kept once for all of them: beside anything worse nobody is waited for.
            each = judgeEach(false);
        }
        if (each.isEmpty()) {
            return Judgement.no(reasonOfNothing(), "nothing of it runs: see the conditions Accepted and Programmed");
        }
        Judgement worst = each.stream()
                .min(Comparator.comparingInt(judgement -> WORST_FIRST.indexOf(judgement.status())))
                .orElseThrow();
        List<Judgement> bad = each.stream()
                .filter(judgement -> judgement.status().equals(worst.status()))
                .toList();
        Instant until = bad.stream()
                .map(Judgement::until)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new Judgement(worst.status(), worst.reason(), sentences(each, worst.status()), until);
    }

    private List<Judgement> judgeEach(boolean patient) {
        return situation.sights().stream().map(sight -> judge(sight, patient)).toList();
    }

    private static boolean electing(Judgement judgement) {
        return judgement.reason().equals(Words.ELECTING);
    }

    private static boolean goodOrElecting(Judgement judgement) {
        return judgement.isTrue() || electing(judgement);
    }

    /** What is said of those with one status; of which family, where it is not said of both. */
    private List<String> sentences(List<Judgement> each, String status) {
        if (each.stream().distinct().count() == 1) {
            return each.getFirst().sentences();
        }
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < each.size(); i++) {
            String family = situation.sights().get(i).family();
            if (each.get(i).status().equals(status)) {
                List<String> said = each.get(i).sentences();
                sentences.add(family + ": " + said.getFirst());
                sentences.addAll(said.subList(1, said.size()));
            }
        }
        return sentences;
    }

    private String reasonOfNothing() {
        if (situation.verdict().refusal() != null) {
            return situation.verdict().refusal().reason();
        }
        return situation.verdict().pending().isEmpty()
                ? Words.WAITING_FOR_NODES
                : situation.verdict().pending().getFirst().reason();
    }

    private Judgement judge(Sight sight, boolean patient) {
        if (!sight.splits().isEmpty()) {
            return new Judgement(Judgement.FALSE, Words.SPLIT_BRAIN, sight.splits(), null);
        }
        Part active = sight.active();
        return active == null ? new Vacancy(situation, graceEnds, patient).judge(sight) : answers(sight, active);
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
}
