package dev.virtualip.crds.report;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.format.Age;
import dev.virtualip.crds.report.AddressReport.LastMove;
import dev.virtualip.crds.report.AddressReport.RouterReport;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.Move;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.MovePhase;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.PlannedMove;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the state of one VirtualIP and what is wrong with it. */
final class AddressInspector {
    /** The label of a VirtualIP that was made for a Service, with the namespace of the Service. */
    private static final String SERVICE_NAMESPACE = ApiGroup.NAME + "/service-namespace";

    private static final String SERVICE_NAME = ApiGroup.NAME + "/service-name";

    /** The time after which an operator that has not written a status is a problem. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final VirtualIP virtualIP;
    private final String name;
    private final VirtualIPStatus status;
    private final List<RouterReport> routers;
    private final Instant now;
    private final List<ReportedProblem> problems = new ArrayList<>();

    /**
     * Prepares the inspection.
     *
     * @param members reads the virtual routers of its status
     */
    AddressInspector(VirtualIP virtualIP, MemberReader members, Instant now) {
        this.virtualIP = virtualIP;
        this.name = virtualIP.getMetadata().getName();
        this.status = virtualIP.getStatus() == null ? VirtualIPStatus.none() : virtualIP.getStatus();
        this.routers = members.read(status);
        this.now = now;
        inspect();
    }

    List<ReportedProblem> problems() {
        return problems;
    }

    AddressReport report() {
        Severity worst = problems.stream()
                .map(ReportedProblem::severity)
                .min(Severity::compareTo)
                .orElse(Severity.OK);
        return new AddressReport(
                name,
                service(),
                addresses(),
                worst,
                state(worst),
                status.activeNode(),
                status.interfaceName(),
                status.virtualRouterID(),
                since(),
                backups(),
                Objects.requireNonNullElse(status.moves(), 0L),
                lastMove(status.lastMove()),
                plannedMove(),
                routers);
    }

    private void inspect() {
        if (status.conditions().isEmpty()) {
            reportWithoutStatus();
            return;
        }
        Condition ready = condition(ConditionType.READY);
        boolean answers = ready != null && ConditionStatus.TRUE.is(ready.status());
        inspectAcceptance(answers);
        if (ready != null && !answers && !isKnown(ready)) {
            boolean electing = ConditionReason.ELECTING.is(ready.reason());
            add(electing ? Severity.NOTICE : Severity.DOWN, ready.reason(), ready.message());
        }
        Condition degraded = condition(ConditionType.DEGRADED);
        if (degraded != null && ConditionStatus.TRUE.is(degraded.status()) && !isKnown(degraded)) {
            add(Severity.DEGRADED, degraded.reason(), degraded.message());
        }
        Condition programmed = condition(ConditionType.PROGRAMMED);
        if (programmed != null && !ConditionStatus.TRUE.is(programmed.status()) && problems.isEmpty()) {
            add(Severity.NOTICE, programmed.reason(), programmed.message());
        }
        inspectMove(status.move());
        inspectGeneration();
    }

    private void reportWithoutStatus() {
        Instant created = Age.parse(virtualIP.getMetadata().getCreationTimestamp());
        boolean young = created != null && Duration.between(created, now).compareTo(PATIENCE) < 0;
        problems.add(new ReportedProblem(
                young ? Severity.NOTICE : Severity.DOWN,
                ApiGroup.VIRTUAL_IP,
                name,
                "NoStatus",
                "The operator has not reported on it yet",
                young
                        ? ""
                        : "Check that the operator runs: kubectl get pods -A -l"
                                + " app.kubernetes.io/name=virtualip-operator"));
    }

    private void inspectAcceptance(boolean answers) {
        Condition accepted = condition(ConditionType.ACCEPTED);
        if (accepted == null || !ConditionStatus.FALSE.is(accepted.status())) {
            return;
        }
        if (answers) {
            add(Severity.REFUSED, accepted.reason(), accepted.message() + "; what ran before stays");
        } else {
            add(Severity.DOWN, accepted.reason(), accepted.message());
        }
    }

    private void inspectMove(@Nullable PlannedMove move) {
        if (move == null || MovePhase.DONE.is(move.phase())) {
            return;
        }
        if (MovePhase.REFUSED.is(move.phase())) {
            add(
                    Severity.NOTICE,
                    "MoveRefused",
                    "The planned move %s is refused: %s".formatted(target(move), move.message()));
        } else {
            add(
                    Severity.NOTICE,
                    "MovePlanned",
                    "Moves to %s (%s): %s".formatted(move.to(), move.phase(), move.message()));
        }
    }

    private void inspectGeneration() {
        Long generation = virtualIP.getMetadata().getGeneration();
        Long observed = status.observedGeneration();
        if (generation != null && observed != null && observed < generation) {
            add(Severity.NOTICE, "NotObserved", "The operator has not taken over the last change yet");
        }
    }

    /** Whether another condition said the same already. */
    private boolean isKnown(Condition condition) {
        return problems.stream()
                .anyMatch(problem -> problem.reason().equals(condition.reason())
                        || problem.message().equals(condition.message()));
    }

    private void add(Severity severity, String reason, String message) {
        problems.add(new ReportedProblem(
                severity, ApiGroup.VIRTUAL_IP, name, reason, capitalized(message), Remedy.of(reason, name)));
    }

    private static String capitalized(String message) {
        return message.isEmpty() ? message : Character.toUpperCase(message.charAt(0)) + message.substring(1);
    }

    private @Nullable Condition condition(ConditionType type) {
        return status.conditions().stream()
                .filter(condition -> type.is(condition.type()))
                .findFirst()
                .orElse(null);
    }

    private String state(Severity worst) {
        PlannedMove move = status.move();
        return switch (worst) {
            case OK -> "ok";
            case NOTICE ->
                problems.stream().anyMatch(problem -> problem.reason().equals("MovePlanned"))
                        ? "moves to " + (move == null ? "" : move.to())
                        : "ok, " + reasonOf(worst);
            case DOWN, REFUSED, DEGRADED -> worst + " " + reasonOf(worst);
        };
    }

    private String reasonOf(Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .map(ReportedProblem::reason)
                .findFirst()
                .orElse("");
    }

    private @Nullable String service() {
        Map<String, String> labels = virtualIP.getMetadata().getLabels();
        if (labels == null || !labels.containsKey(SERVICE_NAME)) {
            return null;
        }
        return labels.getOrDefault(SERVICE_NAMESPACE, "") + "/" + labels.get(SERVICE_NAME);
    }

    private List<String> addresses() {
        if (!status.addresses().isEmpty() || virtualIP.getSpec() == null) {
            return status.addresses();
        }
        return virtualIP.getSpec().addresses();
    }

    /** When the node that answers began to: the latest of its virtual routers. */
    private @Nullable String since() {
        return routers.stream()
                .flatMap(router -> router.members().stream())
                .filter(member -> RouterState.ACTIVE.is(member.state()) && !member.stale())
                .map(AddressReport.MemberReport::since)
                .filter(Objects::nonNull)
                .max(String::compareTo)
                .orElse(null);
    }

    private List<String> backups() {
        String summary = status.backupSummary();
        return summary == null || summary.isEmpty() ? List.of() : List.of(summary.split(", *"));
    }

    private static @Nullable LastMove lastMove(@Nullable Move move) {
        return move == null
                ? null
                : new LastMove(
                        move.from(),
                        move.to(),
                        move.time(),
                        move.reason(),
                        ReasonText.ofMove(move.from(), move.to(), move.reason()));
    }

    private @Nullable String plannedMove() {
        PlannedMove move = status.move();
        return move == null ? null : "%s: %s, %s".formatted(target(move), move.phase(), move.message());
    }

    /** A drain without another node has no target. */
    private static String target(PlannedMove move) {
        return move.to() == null ? "off its node" : "to " + move.to();
    }
}
