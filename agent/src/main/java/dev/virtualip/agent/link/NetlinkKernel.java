package dev.virtualip.agent.link;

import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.linux.NetlinkSocket;
import dev.virtualip.agent.netlink.DumpRequests;
import dev.virtualip.agent.netlink.NetlinkEvent;
import dev.virtualip.agent.netlink.NetlinkParser;
import dev.virtualip.agent.netlink.SubnetRoute;
import dev.virtualip.agent.netlink.VirtualAddressRequests;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Changes addresses and routes to their subnets, and lists interfaces and addresses, through rtnetlink. */
public final class NetlinkKernel implements KernelAddresses, AutoCloseable {
    private final KernelChannel channel;
    private final ByteBuffer requests =
            ByteBuffer.allocateDirect(NetlinkSocket.REQUEST_CAPACITY).order(ByteOrder.nativeOrder());
    private final MarkList marks;
    private int sequence;

    public NetlinkKernel(KernelChannel channel, MarkList marks) {
        this.channel = channel;
        this.marks = marks;
    }

    @Override
    public List<Outcome> apply(List<Change> changes) {
        requests.clear();
        int first = sequence + 1;
        for (Change change : changes) {
            switch (change.kind()) {
                case ADD -> VirtualAddressRequests.add(requests, ++sequence, change.bound());
                case RENEW -> VirtualAddressRequests.renew(requests, ++sequence, change.bound());
                case REMOVE -> VirtualAddressRequests.remove(requests, ++sequence, change.bound());
            }
        }
        List<Outcome> outcomes = transact(first);
        marks.note(changes, outcomes);
        return outcomes;
    }

    @Override
    public Outcome addRoute(SubnetRoute route) {
        requests.clear();
        route.writeAdd(requests, ++sequence);
        return transact(sequence).getFirst();
    }

    @Override
    public Outcome removeRoute(SubnetRoute route) {
        requests.clear();
        route.writeRemove(requests, ++sequence);
        return transact(sequence).getFirst();
    }

    /** Sends the requests, of which the first has this number, and gives the outcome of each. */
    private List<Outcome> transact(int first) {
        requests.flip();
        List<Outcome> outcomes = new ArrayList<>();
        for (int number = first; number <= sequence; number++) {
            outcomes.add(new Outcome(DONE, ""));
        }
        try {
            NetlinkParser.parse(channel.transact(requests), event -> note(event, first, outcomes));
        } catch (NativeIoException e) {
            outcomes.replaceAll(ignored -> new Outcome(e.errno(), "" + e.getMessage()));
        }
        return outcomes;
    }

    private static void note(NetlinkEvent event, int first, List<Outcome> outcomes) {
        if (event instanceof NetlinkEvent.Ack ack && ack.sequence() >= first) {
            int index = ack.sequence() - first;
            if (index < outcomes.size()) {
                outcomes.set(index, new Outcome(ack.errno(), ack.message()));
            }
        }
    }

    /** Fills a table with what is there now. */
    public void list(InterfaceTable table) throws NativeIoException {
        // A list that fails half-way must not make all interfaces disappear.
        InterfaceTable listed = table.empty();
        requests.clear();
        DumpRequests.links(requests, ++sequence);
        NetlinkParser.parse(channel.dump(requests.flip()), listed::apply);
        requests.clear();
        DumpRequests.addresses(requests, ++sequence);
        NetlinkParser.parse(channel.dump(requests.flip()), listed::apply);
        table.replaceBy(listed);
    }

    @Override
    public void close() {
        channel.close();
    }
}
