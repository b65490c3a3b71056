package dev.virtualip.agent.linux;

import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.netlink.DumpRequests;
import dev.virtualip.agent.netlink.NetlinkEvent;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.netlink.NetlinkParser;
import dev.virtualip.agent.netlink.VirtualAddressRequests;
import dev.virtualip.testkit.lab.TestNamespace;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The addresses of a namespace as the agent sees and changes them: through requests to rtnetlink. */
final class AddressTable implements AutoCloseable {
    private final NetlinkSocket socket;
    private int sequence;

    private AddressTable(NetlinkSocket socket) {
        this.socket = socket;
    }

    static AddressTable of(TestNamespace host) throws Exception {
        return new AddressTable(host.call(NetlinkSocket::openRequests));
    }

    /** How one request is written. */
    @FunctionalInterface
    interface Request {
        void write(ByteBuffer out, int sequence);
    }

    /** Each gives the error number of the answer. */
    int add(BoundAddress bound) throws NativeIoException {
        return send((out, number) -> VirtualAddressRequests.add(out, number, bound))
                .errno();
    }

    int renew(BoundAddress bound) throws NativeIoException {
        return send((out, number) -> VirtualAddressRequests.renew(out, number, bound))
                .errno();
    }

    int remove(BoundAddress bound) throws NativeIoException {
        return send((out, number) -> VirtualAddressRequests.remove(out, number, bound))
                .errno();
    }

    NetlinkEvent.Ack send(Request request) throws NativeIoException {
        return sendAll(List.of(request)).getFirst();
    }

    List<NetlinkEvent.Ack> sendAll(List<Request> requests) throws NativeIoException {
        ByteBuffer out = buffer(NetlinkSocket.REQUEST_CAPACITY);
        for (Request request : requests) {
            request.write(out, ++sequence);
        }
        return only(NetlinkEvent.Ack.class, parse(socket.transact(out.flip())));
    }

    List<AddressChanged> list() throws NativeIoException {
        ByteBuffer out = buffer(64);
        DumpRequests.addresses(out, ++sequence);
        return only(AddressChanged.class, parse(socket.dump(out.flip())));
    }

    List<NetlinkEvent.LinkChanged> links() throws NativeIoException {
        ByteBuffer out = buffer(64);
        DumpRequests.links(out, ++sequence);
        return only(NetlinkEvent.LinkChanged.class, parse(socket.dump(out.flip())));
    }

    Optional<AddressChanged> find(String address) throws NativeIoException {
        InetAddress wanted = InetAddress.ofLiteral(address);
        return list().stream().filter(entry -> entry.address().equals(wanted)).findFirst();
    }

    boolean has(String address) throws NativeIoException {
        return find(address).isPresent();
    }

    @Override
    public void close() {
        socket.close();
    }

    static List<NetlinkEvent> parse(ByteBuffer messages) {
        List<NetlinkEvent> events = new ArrayList<>();
        int malformed = NetlinkParser.parse(messages, events::add);
        if (malformed > 0) {
            throw new AssertionError(malformed + " malformed messages from the kernel");
        }
        return events;
    }

    private static <T> List<T> only(Class<T> type, List<NetlinkEvent> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static ByteBuffer buffer(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder());
    }
}
