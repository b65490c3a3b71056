package dev.virtualip.agent.sim;

import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.sim.host.HostObserver;
import dev.virtualip.agent.sim.host.SimulationContext;
import dev.virtualip.agent.sim.host.VirtualClock;
import dev.virtualip.agent.sim.host.VirtualHost;
import dev.virtualip.agent.sim.host.VirtualNic;
import dev.virtualip.agent.sim.lan.Schedule;
import dev.virtualip.agent.sim.lan.VirtualLan;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Plays a scenario with shipped event loops on two LANs without faults, except those that the commands ask for. */
final class ScenarioPlayer implements HostObserver {
    private static final int LANS = 2;

    /** A virtual router of the scenario: on one host only, so that each command concerns one. */
    private record Role(RouterPlan plan, VirtualHost host) {
        VirtualNic nic() {
            return host.kernel.nics().get(plan.lan);
        }
    }

    private final Schedule schedule = new Schedule();
    private final Map<String, Role> roles = new LinkedHashMap<>();
    private final Map<String, VirtualHost> hosts = new LinkedHashMap<>();
    private final Map<String, String> labels = new HashMap<>();
    private final SimulationContext context = new SimulationContext(schedule, new SplittableRandom(0), this, 0);
    private final List<VirtualLan> lans = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private int releases;

    ScenarioPlayer() {
        for (int i = 0; i < LANS; i++) {
            lans.add(new VirtualLan(schedule, new SplittableRandom(i)));
        }
    }

    /** Carries the commands out, and returns what was seen. */
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
            case "run" -> schedule.runUntil(schedule.now() + RouterSettings.duration(arguments[0]), () -> {});
            case "start" -> each(arguments).forEach(role -> role.host().start(specs(role.host())));
            case "stop" -> each(arguments).forEach(role -> role.host().stop());
            case "crash" -> each(arguments).forEach(role -> role.host().kill());
            case "pause" -> each(arguments).forEach(role -> role.host().pause(VirtualHost.Pause.STOPPED));
            case "wake" -> each(arguments).forEach(role -> role.host().wake());
            case "link-down" ->
                each(arguments).forEach(role -> role.host().kernel.carrier(role.nic(), false));
            case "link-up" -> each(arguments).forEach(role -> role.host().kernel.carrier(role.nic(), true));
            case "cut" -> cut(role(arguments[0]), role(arguments[1]));
            case "heal" -> heal(role(arguments[0]), role(arguments[1]));
            case "health" -> health(role(arguments[0]), Arrays.copyOfRange(arguments, 1, arguments.length));
            case "release" -> each(arguments).forEach(this::release);
            case "change" -> change(arguments);
            case "show" -> roles.values().forEach(this::show);
            default -> throw new IllegalArgumentException("no such command: " + words[0]);
        }
    }

    private void addRouter(String... arguments) {
        RouterSettings settings = RouterSettings.of(arguments);
        String name = arguments[0];
        VirtualHost host = hosts.computeIfAbsent(settings.host(name), this::newHost);
        RouterPlan plan = new RouterPlan(name, settings.virtualRouterId());
        plan.interval(RouterPlan.SECOND);
        plan.addresses = List.of(InetAddress.ofLiteral("192.0.2.1"));
        settings.apply(plan, host.number);
        roles.put(name, new Role(plan, host));
        labels.put(name, "Initialize");
    }

    private VirtualHost newHost(String name) {
        int number = 11 + hosts.size();
        VirtualHost host = new VirtualHost(name, number, context, new VirtualClock(schedule, 0, 0), sockets -> sockets);
        lans.forEach(host::connect);
        return host;
    }

    private List<VirtualRouterSpec> specs(VirtualHost host) {
        return roles.values().stream()
                .filter(role -> role.host() == host)
                .map(role -> role.plan().spec(host.number, true))
                .toList();
    }

    private static void cut(Role from, Role to) {
        from.nic().lan.cut(from.nic(), to.nic());
    }

    private static void heal(Role from, Role to) {
        from.nic().lan.heal(from.nic(), to.nic());
    }

    private void release(Role role) {
        role.plan().releases.put(role.host().number, "release-" + ++releases);
        role.host().apply(specs(role.host()));
    }

    /** The states of all checks of a router, such as {@code nginx=fails queue=passes}; others are unknown. */
    private static void health(Role role, String... states) {
        role.host()
                .health(
                        role.plan().name,
                        Arrays.stream(states)
                                .map(state -> state.split("=", -1))
                                .map(words ->
                                        new HealthCheckState(words[0], words[1].equals("passes"), Instant.EPOCH, null))
                                .toList(),
                        () -> {});
    }

    private void change(String... arguments) {
        Role role = role(arguments[0]);
        RouterSettings.of(arguments).apply(role.plan(), role.host().number);
        role.host().apply(specs(role.host()));
    }

    private List<Role> each(String... names) {
        return Arrays.stream(names).map(this::role).toList();
    }

    private Role role(String name) {
        Role role = roles.get(name);
        if (role == null) {
            throw new IllegalArgumentException("no such router: " + name);
        }
        return role;
    }

    private void show(Role role) {
        String label = role.host().running() ? labels.get(role.plan().name) : "gone";
        List<InetAddress> held = role.host().kernel.addresses().stream()
                .filter(known ->
                        known.ours() && known.interfaceIndex == role.plan().interfaceIndex())
                .map(known -> known.address)
                .filter(role.plan().allAddresses()::contains)
                .toList();
        seen.add("%s is %s, holds %s".formatted(role.plan().name, label, Transcript.addresses(held)));
    }

    @Override
    public void noticed(VirtualHost host, Notice notice) {
        if (notice.kind().startsWith("Priority")) {
            seen.add("%9.3f  %s  %s".formatted(schedule.now() / 1e9, notice.subject(), notice.message()));
        }
    }

    @Override
    public void stepped(VirtualHost host, JournalEntry entry) {
        labels.put(entry.virtualRouter(), entry.step().next().label());
        if (Transcript.worthShowing(entry.event(), entry.step())) {
            seen.add(Transcript.line(schedule.now(), entry.virtualRouter(), entry.event(), entry.step()));
        }
    }
}
