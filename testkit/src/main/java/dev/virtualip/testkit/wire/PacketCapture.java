package dev.virtualip.testkit.wire;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kernel.SocketDescriptor;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.WorkEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Listens to everything that the hosts of a lab send, where the cables enter the bridge: also to what the bridge then
 * drops, and to unicast.
 */
public final class PacketCapture implements AutoCloseable {
    /** The bridge's own name among its ports. */
    static final String BRIDGE = "bridge";

    private static final long LOOK_UP_NANOS = 50_000_000;
    private static final int AT_MOST = 2_000_000;
    private static final int PATIENCE_SECONDS = 5;

    private final List<CapturedPacket> seen = new ArrayList<>();
    private final CountDownLatch listening = new CountDownLatch(1);
    private final Thread thread;
    private final WorkEnd end = new WorkEnd("the capture");

    private PacketCapture(Lab lab) {
        thread = lab.bridge().start("capture", end.guarding(this::run));
    }

    /** Starts to listen; returns when it does. The lab stops it when it is closed. */
    public static PacketCapture start(Lab lab) {
        PacketCapture capture = lab.closing(new PacketCapture(lab));
        try {
            if (!capture.listening.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new LabException("the capture did not start; see the stack trace on stderr");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while a capture starts", e);
        }
        return capture;
    }

    /** The advertisements heard until now, in order. */
    public List<CapturedPacket.Advert> adverts() {
        return all(CapturedPacket.Advert.class);
    }

    /** The advertisements of one host heard until now, in order. */
    public List<CapturedPacket.Advert> advertsOf(String host) {
        return adverts().stream().filter(advert -> advert.host().equals(host)).toList();
    }

    /** The claims of addresses heard until now, in order. */
    public List<CapturedPacket.Claim> claims() {
        return all(CapturedPacket.Claim.class);
    }

    /** The questions for addresses heard until now, in order. */
    public List<CapturedPacket.Question> questions() {
        return all(CapturedPacket.Question.class);
    }

    /** Waits for the first advertisement that fits; throws when none comes in time. */
    public CapturedPacket.Advert await(Predicate<CapturedPacket.Advert> wanted, Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        synchronized (seen) {
            for (int next = 0; ; next++) {
                awaitSize(next + 1, deadline);
                if (seen.get(next) instanceof CapturedPacket.Advert advert && wanted.test(advert)) {
                    return advert;
                }
            }
        }
    }

    @Override
    public void close() {
        end.await(thread);
    }

    private void awaitSize(int size, long deadline) {
        try {
            while (seen.size() < size) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new LabException("no such advertisement came in time; heard: " + summary());
                }
                seen.wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while waiting for an advertisement", e);
        }
    }

    private String summary() {
        final int few = 5;
        return seen.size() + " messages, the last: " + seen.subList(Math.max(0, seen.size() - few), seen.size());
    }

    private <T extends CapturedPacket> List<T> all(Class<T> kind) {
        synchronized (seen) {
            return seen.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    private void run() {
        SocketDescriptor.runBeforeOthers();
        try (CaptureSocket socket = new CaptureSocket()) {
            listening.countDown();
            while (!end.isRequested()) {
                socket.await(LOOK_UP_NANOS);
                boolean more = true;
                while (more) {
                    more = socket.receive(this::add);
                }
            }
        }
    }

    private void add(CapturedPacket message) {
        synchronized (seen) {
            if (seen.size() < AT_MOST) {
                seen.add(message);
                seen.notifyAll();
            }
        }
    }
}
