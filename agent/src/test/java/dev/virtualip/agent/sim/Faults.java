package dev.virtualip.agent.sim;

import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.sim.host.AgentProcess;
import dev.virtualip.agent.sim.host.KernelAddress;
import dev.virtualip.agent.sim.host.VirtualHost;
import dev.virtualip.agent.sim.host.VirtualNic;
import dev.virtualip.agent.sim.lan.FaultModel;
import dev.virtualip.agent.sim.lan.ForeignDevice;
import dev.virtualip.agent.sim.lan.Schedule;
import dev.virtualip.agent.sim.lan.VirtualLan;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Inflicts faults on hosts, cables and the configuration while a story is not calm; each ends before the calm. */
final class Faults {
    private static final long SECOND = 1_000_000_000L;

    private enum Fault {
        KILL,
        KILL_AT_SYSTEM_CALL,
        STOP,
        PAUSE_PROCESS,
        SUSPEND_MACHINE,
        PAUSE_VIRTUAL_MACHINE,
        STALL_AT_SYSTEM_CALL,
        CARRIER_LOST,
        INTERFACE_DOWN,
        CUT_ONE_WAY,
        WALL_CLOCK_STEP,
        ADDRESS_REMOVED,
        OWN_ADDRESS_LOST,
        FOREIGN_CLAIM,
        FOREIGN_HOLDER,
        REPORTS_LOST,
        MAC_CHANGED,
        MOVE,
        CHANGE_PRIORITY,
        CHANGE_PREEMPTION,
        CHANGE_ADDRESSES,
        CHANGE_INTERVAL,
        CHANGE_REST,
        HEALTH_CHANGED,
        HEALTH_FLAPS,
        HEALTH_FAILS_EVERYWHERE
    }

    private static final Fault[] ALL = Fault.values();

    private final Schedule schedule;
    private final List<VirtualLan> lans;
    private final List<VirtualHost> hosts;
    private final List<ForeignDevice> foreignDevices;
    private final RandomRouters routers;
    private final Health health;
    private final SplittableRandom random;
    private final Consumer<String> count;
    private long end;
    private int releases;

    Faults(
            Schedule schedule,
            List<VirtualLan> lans,
            List<VirtualHost> hosts,
            RandomRouters routers,
            Health health,
            SplittableRandom random,
            Consumer<String> count) {
        this.schedule = schedule;
        this.lans = lans;
        this.hosts = hosts;
        this.routers = routers;
        this.health = health;
        this.random = random;
        this.count = count;
        this.foreignDevices = lans.stream().map(ForeignDevice::new).toList();
    }

    /** Faults strike from now on until this instant. */
    void begin(long untilNanos) {
        end = untilNanos;
        routers.routers().forEach(RouterPlan::settled);
        long unit = routers.unitNanos();
        long delayMax = random.nextBoolean() ? unit / 8 : random.nextLong(1, 2 * unit);
        FaultModel model = random.nextInt(4) == 0
                ? FaultModel.NONE
                : new FaultModel(random.nextDouble(0.3), random.nextDouble(0.1), 1, delayMax);
        lans.forEach(lan -> lan.setFaults(model));
        strikeLater();
    }

    /** All cables are whole, every agent is awake, foreign devices are gone, and most of the killed agents are back. */
    void end() {
        for (VirtualLan lan : lans) {
            lan.setFaults(FaultModel.NONE);
            lan.healAll();
        }
        foreignDevices.forEach(ForeignDevice::drop);
        routers.endReleases();
        for (VirtualHost host : hosts) {
            host.wake();
            process(host, process -> {
                process.killAt(0);
                process.stallAt(0, 0);
            });
            for (VirtualNic nic : host.kernel.nics()) {
                host.kernel.carrier(nic, true);
                host.setUp(nic, true);
            }
            host.restoreOwn();
            if (!host.running() && random.nextInt(4) != 0) {
                start(host, true);
            }
            host.apply(specs(host, true));
        }
        health.settle();
    }

    /** Starts an agent, from its copy on disk or with what the operator wants now. */
    void start(VirtualHost host, boolean confirmed) {
        host.start(specs(host, confirmed));
    }

    List<VirtualRouterSpec> specs(VirtualHost host, boolean confirmed) {
        return routers.routers().stream()
                .map(plan -> plan.spec(host.number, confirmed))
                .toList();
    }

    /** One fault of this host in a network that carries everything; the result undoes it. */
    Runnable strikeOne(VirtualHost host) {
        VirtualNic nic =
                host.kernel.nics().get(random.nextInt(host.kernel.nics().size()));
        int drawn = random.nextInt(10);
        count.accept("single fault " + drawn);
        switch (drawn) {
            case 0 -> host.kill();
            case 1 -> host.stop();
            case 2 -> host.pause(VirtualHost.Pause.STOPPED);
            case 3 -> host.kernel.carrier(nic, false);
            case 4 -> removeAddress(host);
            case 5 -> {
                routers.release(host.number, "move-" + ++releases);
                host.apply(specs(host, true));
            }
            case 6 -> {
                routers.changeAddresses();
                hosts.forEach(each -> each.apply(specs(each, true)));
            }
            case 7 -> health.fail(host);
            case 8 -> health.flap(host);
            default -> health.failEverywhere();
        }
        return () -> {
            routers.endReleases();
            health.recover();
            host.wake();
            host.kernel.carrier(nic, true);
            start(host, true);
            host.apply(specs(host, true));
        };
    }

    private void strikeLater() {
        long at = schedule.now() + random.nextLong(1, 12 * routers.unitNanos());
        if (at < end) {
            schedule.at(at, () -> {
                strike(hosts.get(random.nextInt(hosts.size())), ALL[random.nextInt(ALL.length)]);
                strikeLater();
            });
        }
    }

    private void strike(VirtualHost host, Fault fault) {
        if (!host.idle()) {
            return;
        }
        count.accept("fault " + fault);
        VirtualNic nic =
                host.kernel.nics().get(random.nextInt(host.kernel.nics().size()));
        switch (fault) {
            case KILL -> {
                host.kill();
                restartLater(host);
            }
            case STOP -> {
                host.stop();
                restartLater(host);
            }
            case KILL_AT_SYSTEM_CALL -> {
                process(host, process -> process.killAt(random.nextInt(1, 30)));
                restartLater(host);
            }
            case STALL_AT_SYSTEM_CALL -> {
                long until = Math.min(schedule.now() + duration(), end);
                process(host, process -> process.stallAt(random.nextInt(1, 30), until));
            }
            case PAUSE_PROCESS -> pause(host, VirtualHost.Pause.STOPPED);
            case SUSPEND_MACHINE -> pause(host, VirtualHost.Pause.SUSPENDED);
            case PAUSE_VIRTUAL_MACHINE -> pause(host, VirtualHost.Pause.VIRTUAL_MACHINE_PAUSED);
            case CARRIER_LOST -> {
                host.kernel.carrier(nic, false);
                later(() -> host.kernel.carrier(nic, true));
            }
            case INTERFACE_DOWN -> {
                host.setUp(nic, false);
                later(() -> host.setUp(nic, true));
            }
            case CUT_ONE_WAY -> cut(nic);
            case WALL_CLOCK_STEP -> host.clock.step(random.nextLong(-20 * SECOND, 20 * SECOND));
            case ADDRESS_REMOVED -> removeAddress(host);
            case OWN_ADDRESS_LOST -> loseOwnAddress(host);
            case FOREIGN_CLAIM -> foreignDevice(ForeignDevice::claim);
            case FOREIGN_HOLDER -> {
                foreignDevice(ForeignDevice::hold);
                later(() -> foreignDevices.forEach(ForeignDevice::drop));
            }
            case REPORTS_LOST -> host.kernel.sockets.overrunMonitor();
            case MAC_CHANGED ->
                host.kernel.mac(
                        nic, new MacAddress((nic.mac.bits() & 0xffff_ff00_ffffL) | (random.nextLong(256) << 16)));
            case MOVE -> move(host);
            case CHANGE_PRIORITY -> change(() -> routers.changePriority(host.number));
            case CHANGE_PREEMPTION -> change(() -> routers.changePreemption(host.number));
            case CHANGE_ADDRESSES -> change(routers::changeAddresses);
            case CHANGE_INTERVAL -> change(routers::changeInterval);
            case CHANGE_REST -> change(routers::changeRest);
            case HEALTH_CHANGED -> health.change(host);
            case HEALTH_FLAPS -> health.flap(host);
            case HEALTH_FAILS_EVERYWHERE -> health.failEverywhere();
        }
    }

    private void loseOwnAddress(VirtualHost host) {
        KernelAddress own = host.own().get(random.nextInt(host.own().size()));
        host.setOwn(own, false);
        later(host::restoreOwn);
    }

    private void move(VirtualHost host) {
        routers.release(host.number, "move-" + ++releases);
        host.apply(specs(host, true));
        later(() -> {
            routers.release(host.number, "");
            host.apply(specs(host, true));
        });
    }

    private static void process(VirtualHost host, Consumer<AgentProcess> action) {
        AgentProcess process = host.process();
        if (process != null) {
            action.accept(process);
        }
    }

    private void pause(VirtualHost host, VirtualHost.Pause kind) {
        host.pause(kind);
        later(host::wake);
    }

    private void cut(VirtualNic from) {
        VirtualHost deaf = hosts.get(random.nextInt(hosts.size()));
        VirtualNic to = deaf.kernel.nics().stream()
                .filter(nic -> nic.lan == from.lan)
                .findFirst()
                .orElseThrow();
        from.lan.cut(from, to);
        later(() -> from.lan.heal(from, to));
    }

    /** Another program on the host removes one of the agent's addresses. */
    private void removeAddress(VirtualHost host) {
        List<KernelAddress> ours =
                host.kernel.addresses().stream().filter(KernelAddress::ours).toList();
        if (!ours.isEmpty()) {
            host.kernel.remove(ours.get(random.nextInt(ours.size())));
        }
    }

    private void foreignDevice(BiConsumer<ForeignDevice, InetAddress> action) {
        RouterPlan plan = routers.any();
        List<InetAddress> addresses = plan.allAddresses();
        action.accept(foreignDevices.get(plan.lan), addresses.get(random.nextInt(addresses.size())));
    }

    /** Changes the plan; each host is given the new one a moment earlier or later. */
    private void change(Runnable change) {
        change.run();
        for (VirtualHost host : hosts) {
            long at = Math.min(end, schedule.now() + random.nextLong(2 * routers.unitNanos()));
            schedule.at(at, () -> host.apply(specs(host, true)));
        }
    }

    private void restartLater(VirtualHost host) {
        boolean confirmed = random.nextBoolean();
        later(() -> start(host, confirmed));
    }

    private long duration() {
        return random.nextLong(1, 12 * routers.unitNanos());
    }

    private void later(Runnable recovery) {
        schedule.at(Math.min(schedule.now() + duration(), end), recovery);
    }
}
