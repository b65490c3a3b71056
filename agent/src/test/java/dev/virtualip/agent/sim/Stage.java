package dev.virtualip.agent.sim;

import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Where a scenario is played: hosts on a LAN without faults, save those that the commands ask for. */
final class Stage {
    private static final long LIFETIME_NANOS = 3_000_000_000L;

    private final Schedule schedule = new Schedule();
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<Host, Group> memberships = new LinkedHashMap<>();
    private final World world = new World(schedule, new VirtualLan(schedule, new SplittableRandom(0)), this::saw);
    private final List<String> seen = new ArrayList<>();

    /** Carries the commands out, and tells what was seen. */
    List<String> play(List<String> commands) {
        seen.clear();
        for (String command : commands) {
            if (!command.startsWith("#")) {
                carryOut(command.split(" +"));
            }
        }
        return List.copyOf(seen);
    }

    private void carryOut(String[] words) {
        String[] arguments = Arrays.copyOfRange(words, 1, words.length);
        switch (words[0]) {
            case "router" -> addRouter(arguments);
            case "run" -> schedule.runUntil(schedule.now() + Terms.duration(arguments[0]), () -> {});
            case "start" -> each(arguments).forEach(Host::start);
            case "stop" -> each(arguments).forEach(Host::stop);
            case "crash" -> each(arguments).forEach(Host::crash);
            case "pause" -> each(arguments).forEach(Host::pause);
            case "wake" -> each(arguments).forEach(Host::wake);
            case "link-down" -> each(arguments).forEach(host -> host.setLink(false));
            case "link-up" -> each(arguments).forEach(host -> host.setLink(true));
            case "cut" -> world.lan().cut(host(arguments[0]), host(arguments[1]));
            case "heal" -> world.lan().heal(host(arguments[0]), host(arguments[1]));
            case "release" ->
                each(arguments)
                        .forEach(host -> host.dispatch(new Event.ReleaseRequested(host.now(), Reason.MOVE_REQUESTED)));
            case "change" -> change(arguments);
            case "show" -> hosts.values().forEach(this::show);
            default -> throw new IllegalArgumentException("no such command: " + words[0]);
        }
    }

    private void addRouter(String... arguments) {
        int number = hosts.size() + 1;
        Terms terms = Terms.of(arguments);
        Machine machine = new Machine(Machine.mac(number), ChecksumForm.WITH_PSEUDO_HEADER, LIFETIME_NANOS, 0);
        Host host = new Host(arguments[0], world, machine, terms.newRouter(10 + number));
        hosts.put(arguments[0], host);
        world.lan().attach(host);
        String group = terms.group();
        if (group != null) {
            Group members = groups.computeIfAbsent(group, name -> new Group());
            members.add(host);
            memberships.put(host, members);
        }
    }

    private void change(String... arguments) {
        Host host = host(arguments[0]);
        host.reconfigure(Terms.of(arguments).changed(host.settings()));
    }

    private List<Host> each(String... names) {
        return Arrays.stream(names).map(this::host).toList();
    }

    private Host host(String name) {
        Host host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("no such router: " + name);
        }
        return host;
    }

    private void show(Host host) {
        String label = host.running() ? host.state().label() : "gone";
        seen.add("%s is %s, holds %s"
                .formatted(
                        host.name(), label, Transcript.addresses(host.kernel().held())));
    }

    private void saw(Host host, State before, Event event, Step step) {
        if (Transcript.worthTelling(event, step)) {
            seen.add(Transcript.line(schedule.now(), host.name(), event, step));
        }
        Group group = memberships.get(host);
        if (group != null) {
            group.follow(before, step);
        }
    }
}
