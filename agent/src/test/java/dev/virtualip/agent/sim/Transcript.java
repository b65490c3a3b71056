package dev.virtualip.agent.sim;

import dev.virtualip.agent.vrrp.Action;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.Step;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats steps for a scenario. */
final class Transcript {
    private Transcript() {}

    /** Advertisements by the clock, and what leads to nothing, are left out. */
    static boolean worthShowing(Event event, Step step) {
        return step.reason() != null || (!step.actions().isEmpty() && !(event instanceof Event.TimerFired));
    }

    /** One line: when, who, what it became and why, and what it did. */
    static String line(long nowNanos, String name, Event event, Step step) {
        String actions = step.actions().stream().map(Transcript::action).collect(Collectors.joining("; "));
        String what = step.reason() == null
                ? event.getClass().getSimpleName()
                : "-> " + step.next().label() + " (" + step.reason().label() + ")";
        String head = String.format(Locale.ROOT, "%9.3f  %s  %s", nowNanos / 1e9, name, what);
        return actions.isEmpty() ? head : head + ": " + actions;
    }

    static String addresses(Collection<InetAddress> addresses) {
        return addresses.isEmpty()
                ? "nothing"
                : addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(","));
    }

    private static String action(Action action) {
        return switch (action) {
            case Action.Advertise advertise -> "advertise " + advertise.priority();
            case Action.Bind bind -> "bind " + addresses(bind.addresses());
            case Action.Unbind unbind -> "unbind " + addresses(unbind.addresses());
            case Action.Announce announce -> "announce " + addresses(announce.addresses());
            case Action.StopAnnouncing ignored -> "stop announcing";
        };
    }
}
