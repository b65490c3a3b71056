package dev.virtualip.agent.config.kubernetes;

import dev.virtualip.agent.api.Eventually;
import dev.virtualip.agent.node.AppliedConfig;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.crds.format.AddressText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An event loop that only remembers what it is told, and when the copy on disk said what at that moment. */
final class RecordingRouterListener implements VRRPRouterWatcher.Listener {
    private final LastKnownConfigFile copy;
    private final List<String> runs = new ArrayList<>();
    private final List<String> copies = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private List<VirtualRouterSpec> running = List.of();
    private @Nullable AppliedConfig appliedConfig;
    private int resync;

    RecordingRouterListener(LastKnownConfigFile copy) {
        this.copy = copy;
    }

    @Override
    public synchronized void applySpecs(List<VirtualRouterSpec> specs) {
        running = specs;
        runs.add(text(specs));
        copies.add(RouterDocuments.text(copy.read().config().routers()));
    }

    @Override
    public synchronized void configApplied(AppliedConfig now, boolean asAnew) {
        appliedConfig = now;
        resync += asAnew ? 1 : 0;
    }

    @Override
    public synchronized void noticed(Notice notice) {
        notices.add(notice);
    }

    /** Everything that was to run, one after the other. */
    synchronized List<String> runs() {
        return List.copyOf(runs);
    }

    /** What the copy said when that was to run. */
    synchronized List<String> copies() {
        return List.copyOf(copies);
    }

    synchronized List<VirtualRouterSpec> running() {
        return running;
    }

    synchronized @Nullable AppliedConfig appliedConfig() {
        return appliedConfig;
    }

    synchronized int timesAnew() {
        return resync;
    }

    synchronized List<String> notices() {
        return notices.stream().map(Notice::kind).toList();
    }

    /** The reasons of the conditions of the node. */
    synchronized List<String> reasons() {
        return appliedConfig == null
                ? List.of()
                : appliedConfig.conditions().stream()
                        .map(RouterCondition::reason)
                        .toList();
    }

    /** The message of a condition of the node; empty if there is none. */
    synchronized String message(String reason) {
        return appliedConfig == null
                ? ""
                : appliedConfig.conditions().stream()
                        .filter(condition -> condition.reason().equals(reason))
                        .map(RouterCondition::message)
                        .collect(Collectors.joining());
    }

    /** Waits until this generation of this object was handed on. */
    void awaitGeneration(String uid, long generation) throws InterruptedException {
        Eventually.holds(() -> {
            AppliedConfig now = appliedConfig();
            return now != null && uid.equals(now.uid()) && now.generation() == generation;
        });
    }

    private static String text(List<VirtualRouterSpec> specs) {
        return specs.stream()
                .map(spec -> spec.name() + "="
                        + AddressText.format(
                                spec.binding().addresses().getFirst().address())
                        + (spec.confirmed() ? "" : "?"))
                .collect(Collectors.joining(" "));
    }
}
