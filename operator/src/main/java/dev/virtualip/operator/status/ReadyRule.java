package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionStatus;
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

/** The rule of the condition Ready: exactly one node answers for each virtual router. */
final class ReadyRule {
    private static final List<ConditionStatus> WORST_FIRST =
            List.of(ConditionStatus.FALSE, ConditionStatus.UNKNOWN, ConditionStatus.TRUE);

    private final StatusInput input;
    private final @Nullable Instant graceEnds;

    /**
     * Creates the rule.
     *
     * @param graceEnds the time until which a node without a report is waited for; null: no longer
     */
    ReadyRule(StatusInput input, @Nullable Instant graceEnds) {
        this.input = input;
        this.graceEnds = graceEnds;
    }

    ConditionResult evaluate() {
        List<ConditionResult> results = evaluateEach(true);
        if (results.stream().anyMatch(ReadyRule::electing)
                && !results.stream().allMatch(result -> result.isTrue() || electing(result))) {
            // One transition time is kept for all virtual routers: beside a worse result no Backup is waited for.
            results = evaluateEach(false);
        }
        if (results.isEmpty()) {
            return ConditionResult.no(
                    reasonWithoutRouters(), "No node runs this VirtualIP: see the conditions Accepted and Programmed");
        }
        ConditionResult worst = results.stream()
                .min(Comparator.comparingInt(result -> WORST_FIRST.indexOf(result.status())))
                .orElseThrow();
        Instant until = results.stream()
                .filter(result -> result.status() == worst.status())
                .map(ConditionResult::until)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new ConditionResult(worst.status(), worst.reason(), sentences(results, worst.status()), until);
    }

    private List<ConditionResult> evaluateEach(boolean patient) {
        return input.views().stream().map(view -> evaluate(view, patient)).toList();
    }

    private static boolean electing(ConditionResult result) {
        return result.hasReason(ConditionReason.ELECTING);
    }

    /** The sentences of the results with one status, with the family unless all results are the same. */
    private List<String> sentences(List<ConditionResult> results, ConditionStatus status) {
        if (results.stream().distinct().count() == 1) {
            return results.getFirst().sentences();
        }
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            String family = input.views().get(i).family();
            if (results.get(i).status() == status) {
                List<String> own = results.get(i).sentences();
                sentences.add(family + ": " + own.getFirst());
                sentences.addAll(own.subList(1, own.size()));
            }
        }
        return sentences;
    }

    private String reasonWithoutRouters() {
        if (input.verdict().refusal() != null) {
            return input.verdict().refusal().reason();
        }
        return input.verdict().pending().isEmpty()
                ? ConditionReason.WAITING_FOR_NODES.text()
                : input.verdict().pending().getFirst().reason();
    }

    private ConditionResult evaluate(RouterView view, boolean patient) {
        if (!view.splits().isEmpty()) {
            return ConditionResult.of(ConditionStatus.FALSE, ConditionReason.SPLIT_BRAIN, view.splits());
        }
        MemberView active = view.active();
        return active == null
                ? new NoActiveDiagnosis(input, graceEnds, patient).evaluate(view)
                : withActive(view, active);
    }

    private ConditionResult withActive(RouterView view, MemberView active) {
        Condition failure = active.condition(ConditionReason.BIND_FAILED);
        if (failure != null) {
            return ConditionResult.no(ConditionReason.BIND_FAILED, active.node() + ": " + failure.message());
        }
        if (active.silenceCause() != null && RouterView.followers(active, view.members()) == 0) {
            return ConditionResult.unknown(
                    ConditionReason.AGENT_SILENT,
                    ("%s was Active at its last report, but %s and no other node receives its advertisements: check"
                                    + " that node")
                            .formatted(active.node(), active.silenceCause()));
        }
        List<String> missing = missing(view, active);
        if (!missing.isEmpty()) {
            return ConditionResult.no(
                    ConditionReason.WAITING_FOR_NODES,
                    "%s answers, but not yet for %s".formatted(active.node(), String.join(", ", missing)));
        }
        String where = "%s answers on interface %s".formatted(active.node(), active.interfaceName());
        return active.claimsActive()
                ? ConditionResult.yes(ConditionReason.ACTIVE, where)
                : ConditionResult.yes(ConditionReason.RELEASING, where + " until its successor advertises");
    }

    /** The wanted addresses that the agent does not list; none while a refused change keeps the previous ones. */
    private List<String> missing(RouterView view, MemberView active) {
        VirtualRouterStatus report = active.report();
        if (report == null || input.verdict().refusal() != null) {
            return List.of();
        }
        List<InetAddress> present = addresses(report.addresses());
        return addresses(input.verdict().addresses()).stream()
                .filter(wanted ->
                        wanted instanceof Inet6Address == view.planned().ipv6())
                .filter(wanted -> !present.contains(wanted))
                .map(AddressText::format)
                .toList();
    }

    /** Parses addresses; leaves out what cannot be parsed, as an agent's report must not cause a failure here. */
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
