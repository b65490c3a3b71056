package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.MovePhase;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.PlannedMove;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus.HealthCheckStatus;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Assembles the status of a VirtualIP from the evaluated views. */
final class StatusAssembler {
    private final StatusInput input;
    private final Verdict verdict;

    StatusAssembler(StatusInput input) {
        this.input = input;
        this.verdict = input.verdict();
    }

    VirtualIPStatus status(List<Condition> conditions) {
        MoveHistory moves = MoveHistory.next(input.previous(), input.views());
        return new VirtualIPStatus(
                verdict.generation(),
                conditions,
                keepsPrevious() && input.previous().effective() != null
                        ? input.previous().effective()
                        : verdict.effective(),
                ofActive(MemberView::node),
                ofActive(MemberView::interfaceName),
                virtualRouterID(),
                addresses(),
                answeredAddresses(),
                addressSummary(),
                nullIfEmpty(backups(input)),
                input.views().stream().map(StatusAssembler::router).toList(),
                moves.last(),
                plannedMove(),
                moves.count());
    }

    /** The planned move; the time of its beginning is kept from the previous status. */
    private @Nullable PlannedMove plannedMove() {
        Verdict.Move move = verdict.move();
        if (move == null) {
            return null;
        }
        PlannedMove before = StatusSanitizer.plannedMove(input.previous().move());
        String began = input.now().toString();
        if (before != null
                && Objects.equals(before.to(), move.to())
                && (move.phase() == MovePhase.DONE || !MovePhase.DONE.is(before.phase()))) {
            began = before.startedAt();
        }
        return new PlannedMove(
                move.to(),
                move.phase().text(),
                began,
                ConditionMessage.bounded(move.message(), ConditionMessage.MAX_BYTES));
    }

    /** A field of the Active of each virtual router, without repetitions. */
    private @Nullable String ofActive(Function<MemberView, String> field) {
        return nullIfEmpty(input.views().stream()
                .map(RouterView::active)
                .filter(Objects::nonNull)
                .map(field)
                .distinct()
                .collect(Collectors.joining(",")));
    }

    /** The Virtual Router ID; kept while nothing runs, so that a repaired VirtualIP gets the same again. */
    private @Nullable Integer virtualRouterID() {
        return input.views().isEmpty()
                ? input.previous().virtualRouterID()
                : Integer.valueOf(input.views().getFirst().planned().virtualRouterID());
    }

    /** Whether the spec was refused and the previous configuration still runs. */
    private boolean keepsPrevious() {
        return verdict.refusal() != null && !input.views().isEmpty();
    }

    /** The addresses; after a refused change the previous ones, since those are what answers. */
    private List<String> addresses() {
        List<String> before = input.previous().addresses();
        return keepsPrevious() && !before.isEmpty() ? before : verdict.addresses();
    }

    /** Those of its addresses that a node answers for or has answered for, as far as is known. */
    private List<String> answeredAddresses() {
        VirtualIPStatus before = input.previous();
        Set<InetAddress> answered = ReadableAddresses.of(
                before.answeredAddresses().isEmpty() && before.lastMove() != null
                        ? before.addresses()
                        : before.answeredAddresses());
        for (RouterView view : input.views()) {
            MemberView active = view.active();
            if (active != null && active.claimsActive() && active.report() != null) {
                answered.addAll(ReadableAddresses.of(active.report().addresses()));
            }
        }
        return ReadableAddresses.of(addresses()).stream()
                .filter(answered::contains)
                .map(AddressText::format)
                .toList();
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

    /** The nodes that are a healthy Backup in every virtual router. */
    static String backups(StatusInput input) {
        return input.views().stream()
                .flatMap(view -> view.members().stream())
                .map(MemberView::node)
                .distinct()
                .filter(node -> isBackup(input, node))
                .collect(Collectors.joining(", "));
    }

    private static boolean isBackup(StatusInput input, String node) {
        return input.views().stream()
                .allMatch(view -> view.members().stream()
                        .filter(member -> member.node().equals(node))
                        .allMatch(member -> member.is(RouterState.BACKUP) && member.healthy()));
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static RouterSummary router(RouterView view) {
        MemberView active = view.active();
        return new RouterSummary(
                view.planned().name(),
                view.family(),
                view.planned().virtualRouterID(),
                active == null ? null : active.node(),
                view.planned().sharedWith(),
                view.members().stream().map(member -> node(view, member)).toList());
    }

    private static NodeSummary node(RouterView view, MemberView member) {
        return new NodeSummary(
                member.node(),
                member.interfaceName(),
                member.report() == null ? null : member.report().vrrpInterface(),
                member.report() == null ? null : member.report().state(),
                member.priority(),
                member.report() == null ? null : member.report().effectivePriority(),
                member.report() == null ? null : member.report().since(),
                view.stale().contains(member.node()),
                member.failedHealthChecks().stream()
                        .map(HealthCheckStatus::name)
                        .toList());
    }
}
