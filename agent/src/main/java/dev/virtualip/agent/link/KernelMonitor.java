package dev.virtualip.agent.link;

import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.netlink.NetlinkEvent;
import dev.virtualip.agent.netlink.NetlinkParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Receives changes of interfaces and addresses from the kernel, and keeps the table up to date. */
public final class KernelMonitor implements AutoCloseable {
    private static final int READS_MAX = 4096;

    private final KernelChannel channel;
    private final InterfaceTable table;
    private final List<NetlinkEvent.AddressRemoved> removed = new ArrayList<>();
    private final Set<Integer> downs = new LinkedHashSet<>();
    private boolean relevant;
    private boolean shown;
    private boolean overrun;

    public KernelMonitor(KernelChannel channel, InterfaceTable table) {
        this.channel = channel;
        this.table = table;
    }

    public int descriptor() {
        return channel.descriptor();
    }

    /** Takes in what is queued, at most {@link #READS_MAX} datagrams. */
    public void read() throws NativeIoException {
        for (int i = 0; i < READS_MAX; i++) {
            switch (channel.read()) {
                case EMPTY -> {
                    return;
                }
                case OVERRUN -> overrun = true;
                case MESSAGES -> NetlinkParser.parse(channel.messages(), this::note);
            }
        }
    }

    private void note(NetlinkEvent event) {
        shown |= table.apply(event);
        switch (event) {
            case NetlinkEvent.AddressRemoved gone -> {
                removed.add(gone);
                relevant = true;
            }
            // Renewals of our own addresses come by all the time and change nothing for anybody.
            case NetlinkEvent.AddressChanged address -> relevant |= !address.ours();
            case NetlinkEvent.LinkChanged link -> {
                relevant = true;
                if (!link.up()) {
                    downs.add(link.index());
                }
            }
            case NetlinkEvent.LinkRemoved ignored -> relevant = true;
            case NetlinkEvent.Overrun ignored -> overrun = true;
            case NetlinkEvent.Ack ignored -> {}
            case NetlinkEvent.Done ignored -> {}
        }
    }

    /** Whether something waits for {@link #takeRelevant}. */
    public boolean pending() {
        return relevant;
    }

    /**
     * The interfaces that were set down since the last call, also if they are up again: they lost their IPv6 addresses,
     * and no program on this host removed them.
     */
    public Set<Integer> takeDowns() {
        Set<Integer> taken = Collections.unmodifiableSet(new LinkedHashSet<>(downs));
        downs.clear();
        return taken;
    }

    /** Whether something changed since the last call that may concern a virtual router. */
    public boolean takeRelevant() {
        boolean was = relevant;
        relevant = false;
        return was;
    }

    /** Whether the host's own interfaces and addresses look different since the last call. */
    public boolean takeShown() {
        boolean was = shown;
        shown = false;
        return was;
    }

    /** Whether messages were lost since the last call: only a dump puts the table right. */
    public boolean takeOverrun() {
        boolean was = overrun;
        overrun = false;
        return was;
    }

    /** The addresses that went since the last call. */
    public List<NetlinkEvent.AddressRemoved> takeRemoved() {
        List<NetlinkEvent.AddressRemoved> taken = List.copyOf(removed);
        removed.clear();
        return taken;
    }

    @Override
    public void close() {
        channel.close();
    }
}
