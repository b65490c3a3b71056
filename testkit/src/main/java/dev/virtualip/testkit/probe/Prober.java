package dev.virtualip.testkit.probe;

import dev.virtualip.testkit.kernel.Namespace;
import dev.virtualip.testkit.kernel.SocketDescriptor;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.WorkEnd;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * A client on a host that asks an address for an echo again and again, and knows afterwards when it did not answer.
 * One thread of this program inside the host's namespace: it sends at absolute times and collects answers in between.
 */
public final class Prober implements AutoCloseable {
    /** An answer that takes longer counts as none; what counts is the time in which the prober ran. */
    public static final Duration ANSWER_WITHIN = Duration.ofMillis(200);

    private static final long STILL_ASKED = 0;

    /** Longer than this from one step to the next, its period apart, it only takes when the machine does not let it. */
    private static final long LONGEST_STEP_NANOS = Duration.ofMillis(20).toNanos();

    private final ProbeSettings probing;
    private final AtomicLongArray sentAt;
    private final AtomicLongArray answeredAt;
    private final AtomicLongArray sentAtRunning;
    private final AtomicLongArray tookRunning;
    private final RunningTime running;
    private final Thread thread;
    private volatile int sent;
    private volatile long lookedAtRunning;
    private final WorkEnd end;

    private Prober(Namespace client, String name, ProbeSettings probing) {
        this.probing = probing;
        this.sentAt = new AtomicLongArray(probing.atMost());
        this.answeredAt = new AtomicLongArray(probing.atMost());
        this.sentAtRunning = new AtomicLongArray(probing.atMost());
        this.tookRunning = new AtomicLongArray(probing.atMost());
        this.lookedAtRunning = System.nanoTime();
        this.running = new RunningTime(
                System.nanoTime(), LONGEST_STEP_NANOS + probing.period().toNanos());
        this.end = new WorkEnd("the prober on " + name);
        this.thread = client.start("prober on " + name, end.guarding(this::run));
    }

    /** Starts to probe. The lab stops the prober when it is closed. */
    public static Prober start(LabHost client, ProbeSettings probing) {
        return client.lab().closing(new Prober(client.namespace(), client.name(), probing));
    }

    /** Starts to probe from a namespace; the caller closes it. */
    public static Prober start(Namespace client, ProbeSettings probing) {
        return new Prober(client, "client", probing);
    }

    /** Results of the probes so far, without the last ones, whose answers may still be under way. */
    public ProbeLog log() {
        return since(Long.MIN_VALUE);
    }

    /** The same for the probes sent since this time of {@link System#nanoTime}. */
    public ProbeLog since(long nanos) {
        // A probe is judged when it was answered, or when the prober has looked for answers after its time was over.
        long judgedBefore = lookedAtRunning - ANSWER_WITHIN.toNanos();
        ProbeLog.Builder log = new ProbeLog.Builder();
        int known = sent;
        for (int number = 0; number < known; number++) {
            boolean answered = isAnsweredInTime(number);
            if (!answered && sentAtRunning.get(number) - judgedBefore > 0) {
                break;
            }
            long sentNanos = sentAt.get(number);
            if (nanos == Long.MIN_VALUE || sentNanos - nanos >= 0) {
                log.add(sentNanos, answered);
            }
        }
        return log.build();
    }

    /** When the first answer came, in the time of {@link System#nanoTime}; empty while none has come. */
    public OptionalLong firstAnswerNanos() {
        return IntStream.range(0, sent)
                .mapToLong(answeredAt::get)
                .filter(nanos -> nanos != STILL_ASKED)
                .min();
    }

    /** Stops probing, waits for the last answers, and returns what became of all probes. */
    public ProbeLog stop() {
        close();
        return log();
    }

    @Override
    public void close() {
        end.await(thread);
    }

    private boolean isAnsweredInTime(int number) {
        return answeredAt.get(number) != STILL_ASKED && tookRunning.get(number) <= ANSWER_WITHIN.toNanos();
    }

    private void run() {
        SocketDescriptor.runBeforeOthers();
        try (EchoSocket socket = new EchoSocket(probing.target())) {
            long next = System.nanoTime();
            for (int number = 0; !end.isRequested() && number < probing.atMost(); number++) {
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
        long now = System.nanoTime();
        sentAt.set(number, now);
        sentAtRunning.set(number, running.at(now));
        socket.send(number);
        sent = number + 1;
    }

    private void collectUntil(long deadline, EchoSocket socket) {
        for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
            socket.await(left);
            long now = System.nanoTime();
            long nowRunning = running.at(now);
            for (int number = socket.receive(); number != EchoSocket.NONE; number = socket.receive()) {
                if (number >= 0 && number < sent && answeredAt.get(number) == STILL_ASKED) {
                    tookRunning.set(number, nowRunning - sentAtRunning.get(number));
                    answeredAt.set(number, now);
                }
            }
            lookedAtRunning = nowRunning;
        }
    }
}
