package dev.virtualip.agent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Messages that leave by one system call; one that fails does not stop the others. */
public final class SendBatch {
    /** The largest number of messages in a batch. */
    public static final int CAPACITY = 64;

    private final MemorySegment headersMemory = Arena.ofAuto().allocate(CAPACITY * MessageHeader.SIZE, Long.BYTES);
    private final ByteBuffer headers = NativeMemory.view(headersMemory);
    private final @Nullable OutgoingMessage[] messages = new OutgoingMessage[CAPACITY];
    private final int[] errnos = new int[CAPACITY];
    private int size;
    private int failed;

    /** Makes an empty batch. */
    public SendBatch() {}

    /** The number of messages that wait to be flushed. */
    public int size() {
        return size;
    }

    /** Whether it must be flushed before another message is added. */
    public boolean isFull() {
        return size == CAPACITY;
    }

    /**
     * Adds a message. Neither it nor its payload may change, nor may it be added again, until the batch is flushed.
     *
     * @return its index in the batch
     * @throws IllegalStateException if the batch is full
     */
    public int add(OutgoingMessage message) {
        if (isFull()) {
            throw new IllegalStateException("a batch holds " + CAPACITY + " messages; flush it first");
        }
        message.copyHeaderTo(headers, size * MessageHeader.SIZE);
        messages[size] = message;
        return size++;
    }

    /**
     * Sends all messages as VRRP packets and empties the batch.
     *
     * @return how many went out; see {@link #failed} and {@link #errno}
     */
    public int flush(RawSocket socket) {
        return flush(socket.socket());
    }

    /**
     * Sends all messages as Ethernet frames and empties the batch.
     *
     * @return how many went out; see {@link #failed} and {@link #errno}
     */
    public int flush(PacketSocket socket) {
        return flush(socket.socket());
    }

    /** The message of this index, 0..{@link #size}-1. */
    public OutgoingMessage message(int index) {
        return Objects.requireNonNull(messages[index]);
    }

    /** Empties the batch and sends nothing. */
    public void discard() {
        for (int i = 0; i < size; i++) {
            messages[i] = null;
        }
        size = 0;
    }

    /** The number of messages of the last flush that failed. */
    public int failed() {
        return failed;
    }

    /** The error number of the message of this index in the last flush; 0: it went out. */
    public int errno(int index) {
        return errnos[index];
    }

    int flush(KernelSocket socket) {
        int count = size;
        failed = 0;
        try {
            sendAll(socket, count);
        } finally {
            Reference.reachabilityFence(this);
        }
        Arrays.fill(messages, 0, count, null);
        size = 0;
        return count - failed;
    }

    /** Each round sends a run of messages or gives up one, so there are at most as many rounds as messages. */
    private void sendAll(KernelSocket socket, int count) {
        int done = 0;
        while (done < count) {
            long vector = headersMemory.address() + (long) done * MessageHeader.SIZE;
            int sent = Libc.sendmmsg(socket.capture(), socket.descriptor(), vector, count - done);
            if (sent > 0) {
                Arrays.fill(errnos, done, done + sent, 0);
                done += sent;
            } else {
                errnos[done++] = -sent;
                failed++;
            }
        }
    }
}
