package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.Move;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A status as short lines with a subject each, so that stories show exactly what changed. */
final class StatusLines {
    private StatusLines() {}

    static List<String> of(VirtualIPStatus status) {
        List<String> lines = new ArrayList<>();
        add(lines, "observedGeneration", status.observedGeneration());
        status.conditions().forEach(condition -> add(lines, condition.type(), of(condition)));
        add(lines, "activeNode", status.activeNode());
        add(lines, "interface", status.interfaceName());
        add(lines, "virtualRouterID", status.virtualRouterID());
        add(lines, "addresses", status.addresses().isEmpty() ? null : status.addresses());
        add(lines, "addressSummary", status.addressSummary());
        add(lines, "backupSummary", status.backupSummary());
        status.virtualRouters().forEach(router -> add(lines, router));
        add(lines, "lastMove", status.lastMove() == null ? null : of(status.lastMove()));
        add(lines, "moves", status.moves());
        return lines;
    }

    static String of(VirtualIPEvent event) {
        return "%s %s, %s%s: %s"
                .formatted(
                        event.type().label(),
                        event.reason(),
                        event.action(),
                        event.node() == null ? "" : ", " + event.node(),
                        event.message());
    }

    private static String of(Condition condition) {
        return "%s %s since %s of %d, %s"
                .formatted(
                        condition.status(),
                        condition.reason(),
                        ofDay(condition.lastTransitionTime()),
                        condition.observedGeneration(),
                        condition.message());
    }

    private static void add(List<String> lines, RouterSummary router) {
        add(
                lines,
                router.name(),
                "%s %d, active %s".formatted(router.family(), router.virtualRouterID(), router.activeNode()));
        router.nodes().forEach(node -> add(lines, router.name() + " " + node.name(), of(node)));
    }

    private static String of(NodeSummary node) {
        return "%s %s %d since %s%s"
                .formatted(
                        node.interfaceName(),
                        node.state(),
                        node.priority(),
                        ofDay(node.since()),
                        node.stale() ? ", stale" : "");
    }

    private static String of(Move move) {
        return "from %s to %s at %s, %s".formatted(move.from(), move.to(), ofDay(move.time()), move.reason());
    }

    private static void add(List<String> lines, String subject, @Nullable Object text) {
        if (text != null) {
            lines.add(subject + ": " + text);
        }
    }

    /** The time without its day, which is the same in all stories. */
    static @Nullable String ofDay(@Nullable String time) {
        return time == null ? null : time.replace("2026-11-25T", "").replace("Z", "");
    }

    /** The lines that are not among others. */
    static List<String> without(List<String> lines, List<String> others) {
        return lines.stream().filter(line -> !others.contains(line)).toList();
    }

    /** The subjects that disappeared. */
    static List<String> gone(List<String> before, List<String> after) {
        List<String> subjects = after.stream().map(StatusLines::subject).collect(Collectors.toList());
        return before.stream()
                .map(StatusLines::subject)
                .filter(subject -> !subjects.contains(subject))
                .toList();
    }

    private static String subject(String line) {
        return line.substring(0, line.indexOf(": "));
    }
}
