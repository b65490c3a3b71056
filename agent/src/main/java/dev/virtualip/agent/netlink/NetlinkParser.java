package dev.virtualip.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what the kernel sends: a run of messages, each beginning with {@code struct nlmsghdr}. */
public final class NetlinkParser {
    private static final int TYPE_OFFSET = 4;
    private static final int FLAGS_OFFSET = 6;
    private static final int SEQUENCE_OFFSET = 8;

    private NetlinkParser() {}

    /**
     * Hands over what the messages between position and limit say, in their order. Messages of other kinds are passed
     * over; the position does not change.
     *
     * @return how many messages were malformed and therefore skipped; a broken length makes the rest one such message
     */
    public static int parse(ByteBuffer messages, Consumer<? super NetlinkEvent> sink) {
        ByteBuffer bytes = messages.duplicate().order(ByteOrder.nativeOrder());
        int malformed = 0;
        int offset = bytes.position();
        while (bytes.limit() - offset > 0) {
            int room = bytes.limit() - offset;
            int length = room < Rtnetlink.HEADER_LENGTH ? 0 : bytes.getInt(offset);
            if (length < Rtnetlink.HEADER_LENGTH || length > room) {
                return malformed + 1;
            }
            Message message = new Message(bytes, offset, offset + length);
            if (message.isKnown()) {
                NetlinkEvent event = message.event();
                if (event == null) {
                    malformed++;
                } else if (!message.isOfAnotherLayer()) {
                    sink.accept(event);
                }
            }
            offset += Math.min(room, Rtnetlink.align(length));
        }
        return malformed;
    }

    /** One message: from the first byte of its header to the first byte behind it. */
    private record Message(ByteBuffer bytes, int start, int end) {
        int type() {
            return Short.toUnsignedInt(bytes.getShort(start + TYPE_OFFSET));
        }

        int sequence() {
            return bytes.getInt(start + SEQUENCE_OFFSET);
        }

        boolean isKnown() {
            return switch (type()) {
                case Rtnetlink.NLMSG_ERROR, Rtnetlink.NLMSG_DONE, Rtnetlink.NLMSG_OVERRUN -> true;
                case Rtnetlink.RTM_NEWLINK, Rtnetlink.RTM_DELLINK -> true;
                case Rtnetlink.RTM_NEWADDR, Rtnetlink.RTM_DELADDR -> true;
                default -> false;
            };
        }

        /**
         * A bridge reports its ports on the same multicast group, with its own family: a link that leaves a bridge
         * is "deleted" that way. Wireless events repeat the link's name and nothing else.
         */
        boolean isOfAnotherLayer() {
            if (type() != Rtnetlink.RTM_NEWLINK && type() != Rtnetlink.RTM_DELLINK) {
                return false;
            }
            return bytes.get(body()) != Rtnetlink.AF_UNSPEC
                    || attributes(Rtnetlink.LINK_BODY_LENGTH).has(Rtnetlink.IFLA_WIRELESS);
        }

        @Nullable
        NetlinkEvent event() {
            return switch (type()) {
                case Rtnetlink.NLMSG_ERROR -> ack();
                case Rtnetlink.NLMSG_DONE -> new NetlinkEvent.Done(sequence());
                case Rtnetlink.NLMSG_OVERRUN -> new NetlinkEvent.Overrun();
                case Rtnetlink.RTM_NEWLINK, Rtnetlink.RTM_DELLINK -> link();
                default -> address();
            };
        }

        private @Nullable NetlinkEvent ack() {
            if (end - body() < Integer.BYTES) {
                return null;
            }
            int errno = Math.abs(bytes.getInt(body()));
            return new NetlinkEvent.Ack(sequence(), errno, explanation());
        }

        /** The explanation stands behind the error number and the request, of which at least the header is there. */
        private String explanation() {
            int flags = bytes.getShort(start + FLAGS_OFFSET);
            int request = body() + Integer.BYTES;
            if ((flags & Rtnetlink.NLM_F_ACK_TLVS) == 0 || end - request < Rtnetlink.HEADER_LENGTH) {
                return "";
            }
            boolean capped = (flags & Rtnetlink.NLM_F_CAPPED) != 0;
            int length = capped ? Rtnetlink.HEADER_LENGTH : bytes.getInt(request);
            if (length < Rtnetlink.HEADER_LENGTH || length > end - request) {
                return "";
            }
            int from = Math.min(end, request + Rtnetlink.align(length));
            return new Attributes(bytes, from, end).text(Rtnetlink.NLMSGERR_ATTR_MSG);
        }

        private @Nullable NetlinkEvent link() {
            if (end - body() < Rtnetlink.LINK_BODY_LENGTH) {
                return null;
            }
            return LinkMessage.event(
                    type() == Rtnetlink.RTM_DELLINK, bytes, body(), attributes(Rtnetlink.LINK_BODY_LENGTH));
        }

        private @Nullable NetlinkEvent address() {
            if (end - body() < Rtnetlink.ADDRESS_BODY_LENGTH) {
                return null;
            }
            return AddressMessage.event(
                    type() == Rtnetlink.RTM_DELADDR, bytes, body(), attributes(Rtnetlink.ADDRESS_BODY_LENGTH));
        }

        private int body() {
            return start + Rtnetlink.HEADER_LENGTH;
        }

        private Attributes attributes(int bodyLength) {
            return new Attributes(bytes, body() + bodyLength, end);
        }
    }
}
