package dev.virtualip.e2e.probe;

import dev.virtualip.e2e.kernel.Descriptor;
import dev.virtualip.e2e.kernel.LabException;
import dev.virtualip.e2e.kernel.Namespace;
import dev.virtualip.e2e.lab.Host;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A client on a host that asks an address for an echo again and again, and knows afterwards when it did not answer.
 * One thread of this program inside the host's namespace: it sends at absolute times and collects answers in between.
 */
public final class Prober implements AutoCloseable {
    /** An answer that takes longer counts as none. */
    public static final Duration ANSWER_WITHIN = Duration.ofMillis(200);

    private static final long STILL_ASKED = 0;

    private final Probing probing;
    private final AtomicLongArray sentAt;
    private final AtomicLongArray answeredAt;
    private final Thread thread;
    private volatile int sent;
    private volatile boolean stopping;

    private Prober(Namespace client, String name, Probing probing) {
        this.probing = probing;
        this.sentAt = new AtomicLongArray(probing.atMost());
        this.answeredAt = new AtomicLongArray(probing.atMost());
        this.thread = client.start("prober on " + name, this::run);
    }

    /** Starts to probe. The lab stops the prober when it is closed. */
    public static Prober start(Host client, Probing probing) {
        return client.lab().closing(new Prober(client.namespace(), client.name(), probing));
    }

    /** Starts to probe from a namespace; whoever starts it also closes it. */
    public static Prober start(Namespace client, Probing probing) {
        return new Prober(client, "client", probing);
    }

    /** What became of the probes sent until now; of the last ones the answer may still be under way: not counted. */
    public ProbeLog log() {
        return since(Long.MIN_VALUE);
    }

    /** The same for the probes sent since this time of {@link System#nanoTime}. */
    public ProbeLog since(long nanos) {
        // A probe is judged when its time is over, or when it was answered.
        long judgedBefore = System.nanoTime() - ANSWER_WITHIN.toNanos();
        ProbeLog.Builder log = new ProbeLog.Builder();
        int known = sent;
        for (int number = 0; number < known; number++) {
            long sentNanos = sentAt.get(number);
            boolean answered = isAnsweredInTime(number, sentNanos);
            if (!answered && sentNanos - judgedBefore > 0) {
                break;
            }
            if (nanos == Long.MIN_VALUE || sentNanos - nanos >= 0) {
                log.add(sentNanos, answered);
            }
        }
        return log.build();
    }

    /** Stops probing, waits for the last answers, and returns what became of all probes. */
    public ProbeLog stop() {
        close();
        return log();
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while a prober stops", e);
        }
    }

    private boolean isAnsweredInTime(int number, long sentNanos) {
        long answeredNanos = answeredAt.get(number);
        return answeredNanos != STILL_ASKED && answeredNanos - sentNanos <= ANSWER_WITHIN.toNanos();
    }

    private void run() {
        Descriptor.runBeforeOthers();
        try (EchoSocket socket = new EchoSocket(probing.target())) {
            long next = System.nanoTime();
            for (int number = 0; !stopping && number < probing.atMost(); number++) {
                collectUntil(next, socket);
                probe(number, socket);
                // A probe that is due already is left out: a burst would say nothing about the time in between.
                long period = probing.period().toNanos();
                long late = Math.max(0, System.nanoTime() - next);
                next += (1 + late / period) * period;
            }
            collectUntil(System.nanoTime() + ANSWER_WITHIN.toNanos(), socket);
        }
    }

    private void probe(int number, EchoSocket socket) {
        if (probing.askAnew()) {
            socket.forgetTarget();
        }
        sentAt.set(number, System.nanoTime());
        socket.send(number);
        sent = number + 1;
    }

    private void collectUntil(long deadline, EchoSocket socket) {
        for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
            socket.await(left);
            for (int number = socket.receive(); number != EchoSocket.NONE; number = socket.receive()) {
                if (number >= 0 && number < sent) {
                    answeredAt.compareAndSet(number, STILL_ASKED, System.nanoTime());
                }
            }
        }
    }
}
