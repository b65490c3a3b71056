package dev.virtualip.agent.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Collects the datagrams that answer a request, looking only at the headers ({@code struct nlmsghdr}). */
final class NetlinkAnswer {
    /** The type of an acknowledgement, with or without an error. */
    static final int ERROR = 2;

    /** For {@link #count}: every message. */
    static final int ANY_TYPE = -1;

    private static final int DONE = 3;
    private static final int DUMP_INTERRUPTED = 0x10;
    private static final int HEADER_LENGTH = 16;
    private static final int TYPE_OFFSET = 4;
    private static final int FLAGS_OFFSET = 6;
    private static final int INITIAL_BYTES = 512;

    private final int maxBytes;
    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;
    private boolean complete;
    private boolean interrupted;
    private int errno;

    NetlinkAnswer(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The number of messages of a type between position and limit. */
    static int count(ByteBuffer messages, int type) {
        ByteBuffer view = messages.duplicate().order(ByteOrder.nativeOrder());
        int count = 0;
        for (int at = view.position(); at < view.limit(); at += lengthAt(view, at)) {
            if (isWhole(view, at) && (type == ANY_TYPE || view.getShort(at + TYPE_OFFSET) == type)) {
                count++;
            }
        }
        return count;
    }

    /** Adds a datagram; false if the answer would become too long. */
    boolean append(ByteBuffer datagram) {
        int added = datagram.remaining();
        if (added > maxBytes - length) {
            return false;
        }
        if (length + added > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(maxBytes, Math.max(length + added, bytes.length * 2)));
        }
        datagram.get(datagram.position(), bytes, length, added);
        ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).limit(length + added);
        for (int at = length; at < view.limit(); at += lengthAt(view, at)) {
            note(view, at);
        }
        length += added;
        return true;
    }

    /** Whether the message that ends a dump, or an error, has come. */
    boolean complete() {
        return complete;
    }

    /** Whether something changed while the kernel was answering, so that the answer may be incomplete. */
    boolean interrupted() {
        return interrupted;
    }

    /** The error number that ended the dump; 0: none. */
    int errno() {
        return errno;
    }

    ByteBuffer messages() {
        return ByteBuffer.wrap(bytes, 0, length).slice().order(ByteOrder.nativeOrder());
    }

    private void note(ByteBuffer view, int at) {
        if (!isWhole(view, at)) {
            return;
        }
        int type = view.getShort(at + TYPE_OFFSET);
        interrupted |= (view.getShort(at + FLAGS_OFFSET) & DUMP_INTERRUPTED) != 0;
        if (type == DONE || type == ERROR) {
            complete = true;
            boolean told = at + HEADER_LENGTH + Integer.BYTES <= view.limit();
            errno = told ? Math.abs(view.getInt(at + HEADER_LENGTH)) : 0;
        }
    }

    /** From one message to the next; from a broken one to the end. */
    private static int lengthAt(ByteBuffer view, int at) {
        int room = view.limit() - at;
        return isWhole(view, at) ? Math.min(room, (view.getInt(at) + 3) & ~3) : room;
    }

    private static boolean isWhole(ByteBuffer view, int at) {
        int room = view.limit() - at;
        return room >= HEADER_LENGTH && view.getInt(at) >= HEADER_LENGTH && view.getInt(at) <= room;
    }
}
