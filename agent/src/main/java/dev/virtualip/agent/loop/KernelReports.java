package dev.virtualip.agent.loop;

import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.link.KernelMonitor;
import dev.virtualip.agent.link.NetlinkKernel;
import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.netlink.NetlinkEvent;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.NoticeKind;
import java.util.List;

/** Reads the change reports of the kernel on interfaces and addresses, and passes them to the handler. */
final class KernelReports implements AutoCloseable {
    /** A list of everything that could not be made is asked for again after this time. */
    private static final long RELIST_NANOS = 1_000_000_000L;

    /** A frame that left before a change of the MAC address does not arrive later than this. */
    private static final long FORMER_MACS_NANOS = 10_000_000_000L;

    private final LoopContext context;
    private final NetlinkKernel kernel;
    private final LoopHandler handler;
    private final KernelMonitor monitor;
    private final Poller.Watch watch;
    private final Timer relist;
    private final Timer formerMacs;

    KernelReports(LoopContext context, NetlinkKernel kernel, Platform platform, LoopHandler handler)
            throws NativeIoException {
        this.context = context;
        this.kernel = kernel;
        this.handler = handler;
        this.monitor = new KernelMonitor(platform.sockets().openMonitor(), context.interfaces());
        this.watch = platform.poller().watch(monitor.descriptor());
        this.relist = context.timers().timer(this::relist);
        this.formerMacs =
                context.timers().timer(_ -> context.interfaces().all().forEach(HostInterface::forgetFormerMacs));
    }

    /** Whether something may be there to read since the last call. */
    boolean takeReadable() {
        return watch.takeReadable();
    }

    /** Whether something was read that waits for {@link #take}. */
    boolean pending() {
        return monitor.pending();
    }

    /** Takes in what is queued. */
    void read() {
        try {
            monitor.read();
            if (monitor.takeOverrun()) {
                warn(NoticeKind.OVERRUN, "the kernel dropped change reports; listing everything");
                relist.set(context.nowNanos());
            }
        } catch (NativeIoException e) {
            warn(NoticeKind.READ_FAILED, "" + e.getMessage());
        }
    }

    /** Passes to the handler what was read. */
    void take(long nowNanos) {
        if (!monitor.takeRelevant()) {
            return;
        }
        if (monitor.takeShown()) {
            context.changed();
        }
        List<NetlinkEvent.AddressRemoved> removed = monitor.takeRemoved();
        // Interfaces first: an address that went with its interface was not stolen.
        monitor.takeDowns().forEach(index -> handler.onLinkDown(index, nowNanos));
        keepFormerMacs(nowNanos);
        handler.onLink(nowNanos);
        removed.forEach(gone -> handler.onAddressRemoved(gone, nowNanos));
    }

    private void keepFormerMacs(long nowNanos) {
        if (!formerMacs.isSet() && context.interfaces().all().stream().anyMatch(HostInterface::hasFormerMacs)) {
            formerMacs.set(nowNanos + FORMER_MACS_NANOS);
        }
    }

    private void relist(long nowNanos) {
        try {
            kernel.list(context.interfaces());
            context.changed();
            keepFormerMacs(nowNanos);
            handler.onResynchronized(nowNanos);
        } catch (NativeIoException e) {
            warn(NoticeKind.LIST_FAILED, e.getMessage() + "; tried again in a second");
            relist.set(nowNanos + RELIST_NANOS);
        }
    }

    private void warn(NoticeKind kind, String message) {
        context.listener().noticed(new Notice(Severity.WARNING, "netlink", kind, message));
    }

    @Override
    public void close() {
        watch.close();
        monitor.close();
    }
}
