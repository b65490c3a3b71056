package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import dev.virtualip.operator.plan.model.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes down what was found. */
final class Summary {
    private final Situation situation;
    private final Verdict verdict;

    Summary(Situation situation) {
        this.situation = situation;
        this.verdict = situation.verdict();
    }

    VirtualIPStatus status(List<Condition> conditions) {
        Moves moves = Moves.next(situation.previous(), situation.sights());
        return new VirtualIPStatus(
                verdict.generation(),
                conditions,
                frozen() && situation.previous().effective() != null
                        ? situation.previous().effective()
                        : verdict.effective(),
                ofActive(Part::node),
                ofActive(Part::interfaceName),
                virtualRouterID(),
                addresses(),
                addressSummary(),
                nullIfEmpty(backups(situation)),
                situation.sights().stream().map(Summary::router).toList(),
                moves.last(),
                moves.count());
    }

    /** The same of all virtual routers, or each of them. */
    private @Nullable String ofActive(Function<Part, String> field) {
        return nullIfEmpty(situation.sights().stream()
                .map(Sight::active)
                .filter(Objects::nonNull)
                .map(field)
                .distinct()
                .collect(Collectors.joining(",")));
    }

    /** Kept while nothing runs, so that a repaired VirtualIP can have the same again. */
    private @Nullable Integer virtualRouterID() {
        return situation.sights().isEmpty()
                ? situation.previous().virtualRouterID()
                : Integer.valueOf(situation.sights().getFirst().planned().virtualRouterID());
    }

    /** Whether it was refused, and what ran before goes on. */
    private boolean frozen() {
        return verdict.refusal() != null && !situation.sights().isEmpty();
    }

    /** What a refused change asks for does not answer, and what does answer has to be remembered. */
    private List<String> addresses() {
        List<String> before = situation.previous().addresses();
        return frozen() && !before.isEmpty() ? before : verdict.addresses();
    }

    private @Nullable String addressSummary() {
        List<String> addresses = addresses();
        if (addresses.isEmpty()) {
            return null;
        }
        String first = addresses.getFirst();
        int slash = first.indexOf('/');
        return (slash < 0 ? first : first.substring(0, slash))
                + (addresses.size() == 1 ? "" : " +" + (addresses.size() - 1));
    }

    /** The nodes that stand by in every virtual router. */
    static String backups(Situation situation) {
        return situation.sights().stream()
                .flatMap(sight -> sight.parts().stream())
                .map(Part::node)
                .distinct()
                .filter(node -> standsBy(situation, node))
                .collect(Collectors.joining(", "));
    }

    private static boolean standsBy(Situation situation, String node) {
        return situation.sights().stream()
                .allMatch(sight -> sight.parts().stream()
                        .filter(part -> part.node().equals(node))
                        .allMatch(part -> part.is(Part.BACKUP) && part.healthy()));
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static RouterSummary router(Sight sight) {
        Part active = sight.active();
        return new RouterSummary(
                sight.planned().name(),
                sight.family(),
                sight.planned().virtualRouterID(),
                active == null ? null : active.node(),
                sight.planned().sharedWith(),
                sight.parts().stream().map(part -> node(sight, part)).toList());
    }

    private static NodeSummary node(Sight sight, Part part) {
        return new NodeSummary(
                part.node(),
                part.interfaceName(),
                part.report() == null ? null : part.report().state(),
                part.priority(),
                part.report() == null ? null : part.report().since(),
                sight.stale().contains(part.node()));
    }
}
