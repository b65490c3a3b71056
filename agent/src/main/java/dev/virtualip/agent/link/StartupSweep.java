package dev.virtualip.agent.link;

import dev.virtualip.agent.link.KernelAddresses.Change;
import dev.virtualip.agent.link.KernelAddresses.Kind;
import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.node.NodeListener;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.NoticeKind;
import java.util.ArrayList;
import java.util.List;

/** Removes the addresses that an earlier run left behind: those with this agent's mark, and no others. */
public final class StartupSweep {
    private StartupSweep() {}

    public static void marked(InterfaceTable interfaces, KernelAddresses kernel, NodeListener listener) {
        for (HostInterface link : interfaces.all()) {
            List<Change> changes = new ArrayList<>();
            for (AddressChanged address : link.addresses()) {
                if (address.ours()) {
                    BoundAddress bound =
                            new BoundAddress(link.index(), address.address(), address.prefixLength(), null, 0);
                    changes.add(new Change(Kind.REMOVE, bound));
                    link.remove(address.address(), address.prefixLength());
                }
            }
            KernelAddresses.applyAll(kernel, changes);
            if (!changes.isEmpty()) {
                listener.noticed(new Notice(
                        Severity.INFO,
                        link.name(),
                        NoticeKind.SWEPT,
                        "removed %d addresses that an earlier run had left".formatted(changes.size())));
            }
        }
    }
}
