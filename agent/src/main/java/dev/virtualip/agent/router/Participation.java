package dev.virtualip.agent.router;

import dev.virtualip.agent.address.ExternalRemovalGuard;
import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.loop.InterfacePort;
import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.RecentMessage;
import dev.virtualip.agent.loop.Timer;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.netlink.SubnetRoute;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.NoticeKind;
import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.Timing;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Starts one virtual router when its interface can be used, and stops it when the interface no longer can. */
final class Participation {
    /** A link that has just come up may not forward yet: a router that starts too early would miss the Active. */
    static final long SETTLE_NANOS = 1_000_000_000L;

    private static final long RETRY_NANOS = 1_000_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final String USUAL_CAUSES = "Usually this is systemd-networkd (set KeepConfiguration=yes),"
            + " NetworkManager, a DHCP client or 'ip addr flush'";

    /** Candidates get a new list of allowed sources within this time of each other. */
    private static final long SAME_LIST_NANOS = 2_000_000_000L;

    /** The pause before an Active without a successor, whose host still lacks an address, tries to hand over again. */
    private static final long HAND_OVER_AGAIN_NANOS = 60_000_000_000L;

    private final LoopContext context;
    private final RouterPorts ports;
    private final RouterInstance router;
    private final Timer timer;
    private final Timer holdDown;
    private final ExternalRemovalGuard removalGuard = new ExternalRemovalGuard();
    private final RecentMessage removalMessage;
    private @Nullable String handedOver;
    private @Nullable RouterCondition obstacle;
    private boolean linkWasDown;
    private boolean settling;
    private long settledAtNanos;
    private boolean leaving;

    /** Whether the host lacks an address that this virtual router, which runs, needs. */
    private boolean lacksAddress;

    private long patienceEndsNanos;

    /** Whether peers accept a new source as well, and the last one stays until all of them have the new list. */
    private boolean changesSource;

    private long sourceChangesNanos;

    /** The subnet of the address that it sends from; null if there is none. */
    private @Nullable SubnetRoute subnet;

    Participation(LoopContext context, RouterPorts ports, RouterInstance router) {
        this.context = context;
        this.ports = ports;
        this.router = router;
        this.timer = context.timers().timer(this::start);
        this.holdDown = context.timers().timer(this::endHoldDown);
        this.removalMessage = new RecentMessage(context);
    }

    RouterInstance router() {
        return router;
    }

    /** The condition that keeps it from taking part; null if there is none. */
    @Nullable
    RouterCondition obstacle() {
        return obstacle;
    }

    /** The message about addresses that another program removed in the last minute, or that caused a hand-over. */
    @Nullable
    String removalMessage() {
        return handedOver == null ? removalMessage.text() : handedOver;
    }

    boolean leaving() {
        return leaving;
    }

    /** Evaluates the interface again. */
    void evaluate(long nowNanos) {
        if (leaving) {
            return;
        }
        Readiness readiness = Readiness.of(router.spec(), context.interfaces(), ports.virtualAddresses(), lastSource());
        settle(readiness, nowNanos);
        switch (readiness) {
            case Readiness.NotReady no -> lose(no, nowNanos);
            case Readiness.CutOff no -> answerOrLeave(no, nowNanos);
            case Readiness.Ready yes -> gain(yes, nowNanos);
        }
    }

    /** The address that it has sent from on the interface that it uses; null if there is none. */
    private @Nullable InetAddress lastSource() {
        RouterSettings settings = router.settings();
        return settings == null || router.port() == null ? null : settings.sourceAddress();
    }

    /** The message about a source address that the host has lost; null if there is none. */
    @Nullable
    String formerSource() {
        InetAddress source = lastSource();
        InterfacePort port = router.port();
        HostInterface link = port == null ? null : context.interfaces().byIndex(port.interfaceIndex());
        if (source == null || link == null || lacksAddress || router.state() instanceof State.Initialize) {
            return null;
        }
        return link.own(source) != null
                ? null
                : ("advertisements are sent from %s, which this host no longer has, since peers would refuse the other"
                                + " addresses of interface %s: name one of them in allowedSources (unicast: in"
                                + " unicastPeers) on every host; in a cluster the operator does")
                        .formatted(source.getHostAddress(), link.name());
    }

    /** The settle time runs from the carrier on, also while an address to send from is still missing. */
    private void settle(Readiness readiness, long nowNanos) {
        boolean down = readiness instanceof Readiness.CutOff
                || (readiness instanceof Readiness.NotReady no && no.reason() == Reason.LINK_DOWN);
        if (linkWasDown && !down) {
            settledAtNanos = nowNanos + SETTLE_NANOS;
            settling = true;
            timer.clear();
        }
        linkWasDown = down;
        settling &= !down && settledAtNanos - nowNanos > 0;
    }

    /** An interface was set down, and may be up again already. */
    void linkWentDown(int linkIndex, long nowNanos) {
        InterfacePort port = router.port();
        boolean ofAddresses = router.addresses().linkIndex() == linkIndex;
        if (port == null || leaving || !(ofAddresses || port.interfaceIndex() == linkIndex)) {
            return;
        }
        linkWasDown = true;
        if (ofAddresses || !router.isActive()) {
            fail(Reason.LINK_DOWN, nowNanos);
        }
    }

    /** Leaves at once; if the advertisements use another interface, it sends priority 0 before. */
    private void fail(Reason reason, long nowNanos) {
        if (router.spec().vrrpApart() && router.isActive()) {
            router.handle(new Event.Stopped(nowNanos, reason));
        }
        router.handle(new Event.Failed(nowNanos, reason));
    }

    private void lose(Readiness.NotReady no, long nowNanos) {
        if (no.reason() == Reason.ADDRESS_MISSING && runsOnItsInterfaces()) {
            endure(no, nowNanos);
        } else {
            leaveAtOnce(no.condition(), no.reason(), nowNanos);
        }
    }

    /**
     * The network that carries the advertisements fails, not that of the addresses: an Active keeps answering until
     * another router announces its addresses. So the failure of that network alone takes no address away, and a
     * takeover from this host leaves no gap.
     */
    private void answerOrLeave(Readiness.CutOff no, long nowNanos) {
        boolean answers = router.isActive() || router.state() instanceof State.Releasing;
        if (!answers || !usesItsInterfaces()) {
            leaveAtOnce(no.condition(), Reason.LINK_DOWN, nowNanos);
            return;
        }
        endureNoLonger();
        timer.clear();
        report(no.condition());
        followConfiguration();
        router.cutOff(true);
    }

    private boolean runsOnItsInterfaces() {
        return usesItsInterfaces() && !(router.state() instanceof State.Initialize);
    }

    /** Whether the interfaces that have the configured names now are those that it is attached to. */
    private boolean usesItsInterfaces() {
        HostInterface link = context.interfaces().byName(router.spec().interfaceName());
        HostInterface vrrpLink = context.interfaces().byName(router.spec().vrrpInterfaceName());
        return link != null && vrrpLink != null && isAttachedTo(link, vrrpLink);
    }

    private boolean isAttachedTo(HostInterface link, HostInterface vrrpLink) {
        InterfacePort port = router.port();
        return port != null
                && port.interfaceIndex() == vrrpLink.index()
                && router.addresses().linkIndex() == link.index();
    }

    /**
     * The host lacks an address, often for a moment only, as when DHCP renews it: the virtual router sends from the
     * last one for one interval. An Active then hands over while it still answers; without a successor it stays.
     */
    private void endure(Readiness.NotReady no, long nowNanos) {
        long intervalNanos = router.spec().advertisementIntervalNanos();
        if (!lacksAddress) {
            lacksAddress = true;
            patienceEndsNanos = nowNanos + intervalNanos;
        }
        followConfiguration();
        boolean patient = !Timing.due(patienceEndsNanos, nowNanos);
        switch (router.state()) {
            case State.Active ignored -> {
                needSubnetRoute();
                if (!patient) {
                    report(no.condition());
                    patienceEndsNanos = nowNanos + HAND_OVER_AGAIN_NANOS;
                    router.handle(new Event.ReleaseRequested(nowNanos, no.reason()));
                }
            }
            case State.Releasing ignored -> needSubnetRoute();
            case State.Backup ignored when patient && obstacle == null -> {}
            case State.Backup ignored -> leaveAtOnce(no.condition(), no.reason(), nowNanos);
            case State.Initialize ignored -> {}
        }
        if (lacksAddress) {
            boolean releasing = router.state() instanceof State.Releasing;
            timer.set(releasing ? nowNanos + intervalNanos : patienceEndsNanos);
        }
    }

    /** Applies configuration changes with the last source address. */
    private void followConfiguration() {
        InetAddress source = lastSource();
        InterfacePort port = router.port();
        if (source != null && port != null) {
            router.use(router.settingsFrom(source), port, router.addresses().linkIndex());
        }
    }

    private void needSubnetRoute() {
        if (subnet != null) {
            ports.subnetRoutes().need(this, subnet);
        }
    }

    /** The host has what it lacked, or the virtual router takes no part any more. */
    private void endureNoLonger() {
        if (lacksAddress) {
            lacksAddress = false;
            timer.clear();
            ports.subnetRoutes().free(this);
        }
    }

    private void leaveAtOnce(RouterCondition condition, Reason reason, long nowNanos) {
        endureNoLonger();
        timer.clear();
        report(condition);
        fail(reason, nowNanos);
        router.cutOff(false);
        if (!usesItsInterfaces()) {
            detach();
        }
    }

    private void gain(Readiness.Ready yes, long nowNanos) {
        endureNoLonger();
        router.cutOff(false);
        if (router.port() != null && !isAttachedTo(yes.link(), yes.vrrpLink())) {
            // Another interface has a name now: the addresses on the old one are removed before the new one is used.
            fail(Reason.LINK_DOWN, nowNanos);
            detach();
            settledAtNanos = nowNanos + SETTLE_NANOS;
            settling = true;
        }
        InterfacePort usable = ports.attach(yes, router, this::report);
        if (usable == null) {
            timer.setNoLaterThan(nowNanos + RETRY_NANOS);
            return;
        }
        if (obstacle != null) {
            obstacle = null;
            context.changed();
            timer.clear();
        }
        noteSubnet(yes);
        router.use(
                router.settingsFrom(source(yes, nowNanos)), usable, yes.link().index());
        if (router.state() instanceof State.Initialize && !timer.isSet()) {
            if (settling) {
                timer.set(settledAtNanos);
            } else {
                start(nowNanos);
            }
        }
    }

    /** Peers that have yet to be given a list with the new source still accept the last one. */
    private InetAddress source(Readiness.Ready yes, long nowNanos) {
        InetAddress last = lastSource();
        boolean changes = last != null
                && !last.equals(yes.sourceAddress())
                && router.spec().allowedSources().contains(last)
                && !(router.state() instanceof State.Initialize);
        if (changes && !changesSource) {
            sourceChangesNanos = nowNanos + SAME_LIST_NANOS;
        }
        changesSource = changes && !Timing.due(sourceChangesNanos, nowNanos);
        if (last == null || !changesSource) {
            return yes.sourceAddress();
        }
        timer.setNoLaterThan(sourceChangesNanos);
        return last;
    }

    private void noteSubnet(Readiness.Ready yes) {
        AddressChanged source = yes.vrrpLink().own(yes.sourceAddress());
        if (source != null) {
            subnet = SubnetRoute.exists(source) ? SubnetRoute.of(source) : null;
        }
        if (subnet != null) {
            ports.subnetRoutes().sweep(subnet);
        }
    }

    private void start(long nowNanos) {
        if (obstacle != null || router.port() == null || lacksAddress || changesSource) {
            evaluate(nowNanos);
        } else if (!leaving) {
            settling = false;
            router.handle(new Event.Started(nowNanos));
        }
    }

    private void report(RouterCondition condition) {
        RouterCondition before = obstacle;
        obstacle = condition;
        if (!condition.equals(before)) {
            context.changed();
            context.listener()
                    .noticed(new Notice(
                            Severity.WARNING, router.spec().name(), condition.reason(), condition.message()));
        }
    }

    /** One of the addresses was not renewed in time, so the kernel took it away: it is put back at once. */
    void expired(InetAddress address, long nowNanos) {
        router.counters().addressesExpired++;
        router.addresses().putBackAt(nowNanos);
        context.changed();
        context.listener()
                .noticed(new Notice(
                        Severity.WARNING,
                        router.spec().name(),
                        NoticeKind.ADDRESS_EXPIRED,
                        "%s expired on %s and is put back: the agent did not renew it in time, so it got too little"
                                        .formatted(
                                                address.getHostAddress(),
                                                router.spec().interfaceName())
                                + " processor time; relieve this host, or give addressLifetime a higher value"));
    }

    /**
     * Another program on this host removed an address: it is bound again at once, each time. When that continues, the
     * router hands over with its addresses bound, and does not preempt for a while: what removes them here may not do
     * so on another host. The owner of its addresses stays Active, since no other host may have them.
     */
    void removedByAnotherProgram(InetAddress address, long nowNanos) {
        router.counters().conflict("address-stolen");
        router.addresses().putBackAt(nowNanos);
        if (!router.isActive()) {
            return;
        }
        boolean owner = router.spec().priority() == Advertisement.PRIORITY_OWNER;
        ExternalRemovalGuard.Answer answer = removalGuard.removed(nowNanos, !owner);
        String what = "another program on this host removed %s from %s"
                .formatted(address.getHostAddress(), router.spec().interfaceName());
        if (answer == ExternalRemovalGuard.Answer.HAND_OVER) {
            handOver(what, nowNanos);
            return;
        }
        removalMessage.happened(what + "; it is bound again at once, each time. " + USUAL_CAUSES, nowNanos);
        if (removalGuard.mayLog(nowNanos)) {
            warn(
                    NoticeKind.ADDRESS_STOLEN,
                    "%s (removal %d of its addresses); each is bound again at once%s. %s"
                            .formatted(
                                    what,
                                    removalGuard.removals(),
                                    removalGuard.heldDown(nowNanos) ? ", since no other router is Active" : "",
                                    USUAL_CAUSES));
        }
    }

    private void handOver(String what, long nowNanos) {
        String forTime = "%d times within %d s; this router hands over and does not preempt for %d s. "
                .formatted(
                        ExternalRemovalGuard.REMOVALS,
                        ExternalRemovalGuard.WITHIN_NANOS / SECOND_NANOS,
                        removalGuard.holdDownNanos() / SECOND_NANOS);
        handedOver = what + " " + forTime + USUAL_CAUSES;
        removalMessage.clear();
        context.changed();
        warn(NoticeKind.ADDRESS_STOLEN_REPEATEDLY, handedOver);
        holdDown.set(nowNanos + removalGuard.holdDownNanos());
        router.mayPreempt(false);
        router.handle(new Event.ReleaseRequested(nowNanos, Reason.ADDRESS_STOLEN));
    }

    private void endHoldDown(long nowNanos) {
        handedOver = null;
        context.changed();
        router.mayPreempt(true);
    }

    private void warn(NoticeKind kind, String message) {
        context.listener().noticed(new Notice(Severity.WARNING, router.spec().name(), kind, message));
    }

    /** Leaves in order, for good. */
    void leave(Reason reason, long nowNanos) {
        leaving = true;
        timer.clear();
        router.onStop(reason, nowNanos);
    }

    /** Ends it: nothing of it is left on the host. */
    void close() {
        endureNoLonger();
        timer.clear();
        holdDown.clear();
        removalMessage.clear();
        router.close();
        detach();
    }

    private void detach() {
        ports.detach(router);
        router.losePort();
    }
}
