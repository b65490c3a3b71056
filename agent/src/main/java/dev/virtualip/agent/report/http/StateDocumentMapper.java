package dev.virtualip.agent.report.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.virtualip.agent.api.ApiHealth;
import dev.virtualip.agent.node.AppliedConfig;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.PeerSnapshot;
import dev.virtualip.agent.node.SkippedRouter;
import dev.virtualip.agent.node.VirtualRouterSnapshot;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.report.DisplayText;
import dev.virtualip.agent.report.ReportJson;
import dev.virtualip.agent.report.log.ReportCounts;
import dev.virtualip.agent.report.status.StatusMapper;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.Durations;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.daemon.Answer;
import dev.virtualip.daemon.notification.DestinationState;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps a snapshot to the JSON of {@code /state}, indented. For its fields see {@link StateDocument}. */
final class StateDocumentMapper {
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private static final ObjectWriter WRITER = ReportJson.get()
            .writerWithDefaultPrettyPrinter()
            .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

    private final ReportSources sources;
    private final StatusMapper status;

    StateDocumentMapper(ReportSources sources) {
        this.sources = sources;
        this.status = new StatusMapper(sources.clock());
    }

    Answer answer(NodeSnapshot snapshot) {
        StateDocument document = document(snapshot);
        return Answer.ok("application/json", out -> {
            WRITER.writeValue(out, document);
            out.write('\n');
        });
    }

    StateDocument document(NodeSnapshot snapshot) {
        VRRPRouterStatus view = status.of(snapshot, sources.appliedConfig(), null);
        ReportCounts counts = sources.counts().get();
        List<DestinationState> notifications = sources.notifications().get();
        return new StateDocument(
                sources.node(),
                sources.version(),
                sources.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString(),
                sources.ready().getAsBoolean(),
                view.interfaces(),
                routers(snapshot.virtualRouters(), view.virtualRouters()),
                view.heardVirtualRouters(),
                conditions(view.conditions(), notifications),
                snapshot.rejected(),
                snapshot.receiveOverflows(),
                view.recentLateness(),
                snapshot.lateness(),
                notifications,
                counts.reportsDropped(),
                counts.journalEntriesLost(),
                kubernetes(sources.kubernetes()));
    }

    private List<Condition> conditions(List<Condition> ofStatus, List<DestinationState> notifications) {
        List<Condition> all = new ArrayList<>(ofStatus);
        String refusal = sources.refusal().get();
        if (refusal != null) {
            all.add(new Condition(
                    ConditionType.ACCEPTED.text(),
                    ConditionStatus.FALSE.text(),
                    ConditionReason.INVALID.text(),
                    refusal,
                    null,
                    null));
        }
        NotificationReport.condition(notifications).ifPresent(all::add);
        return all;
    }

    private StateDocument.@Nullable Kubernetes kubernetes(ReportSources.@Nullable Kubernetes kubernetes) {
        if (kubernetes == null) {
            return null;
        }
        ApiHealth.Snapshot health = kubernetes.health().get();
        AppliedConfig appliedConfig = kubernetes.appliedConfig().get();
        long silent = (sources.monotonicNanos().getAsLong() - health.lastAnswerNanos()) / NANOS_PER_MILLI;
        return new StateDocument.Kubernetes(
                appliedConfig.uid(),
                appliedConfig.uid() == null ? null : appliedConfig.generation(),
                health.problems(),
                health.wasReached() ? silent : null,
                appliedConfig.skippedRouters().stream().map(SkippedRouter::name).toList(),
                health.requests());
    }

    private List<StateDocument.Router> routers(
            List<VirtualRouterSnapshot> snapshots, List<VirtualRouterStatus> statuses) {
        long nowNanos = sources.monotonicNanos().getAsLong();
        List<StateDocument.Router> routers = new ArrayList<>(snapshots.size());
        for (int i = 0; i < snapshots.size(); i++) {
            routers.add(router(snapshots.get(i), statuses.get(i), nowNanos));
        }
        return routers;
    }

    private static StateDocument.Router router(
            VirtualRouterSnapshot router, VirtualRouterStatus status, long nowNanos) {
        VirtualRouterSpec spec = router.spec();
        return new StateDocument.Router(
                status,
                spec.virtualIPs(),
                DisplayText.family(spec.family()),
                spec.version(),
                Durations.format(spec.advertisementIntervalNanos()),
                activeInterval(router.state()),
                router.boundAddresses().stream().map(AddressText::format).toList(),
                deadlineMillis(router.state(), nowNanos),
                router.peers().stream().map(StateDocumentMapper::peer).toList(),
                router.counters());
    }

    private static StateDocument.Peer peer(PeerSnapshot peer) {
        return new StateDocument.Peer(
                AddressText.format(peer.address()),
                peer.priority(),
                new StateDocument.Checksums(peer.withPseudoHeader(), peer.messageOnly()),
                peer.withoutLinkLocal());
    }

    private static @Nullable String activeInterval(State state) {
        return switch (state) {
            case State.Initialize ignored -> null;
            case State.Backup backup -> Durations.format(backup.activeIntervalNanos());
            case State.Active active -> Durations.format(active.cadenceNanos());
            case State.Releasing releasing -> Durations.format(releasing.activeIntervalNanos());
        };
    }

    private static @Nullable Long deadlineMillis(State state, long nowNanos) {
        return state instanceof State.Initialize ? null : (state.deadlineNanos() - nowNanos) / NANOS_PER_MILLI;
    }
}
