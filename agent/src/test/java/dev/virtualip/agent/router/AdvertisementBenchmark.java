package dev.virtualip.agent.router;

import com.sun.management.ThreadMXBean;
import dev.virtualip.agent.detect.AcceptedAdvertisement;
import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.Peer;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.RouterStateMachine;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.SteadyState;
import dev.virtualip.agent.vrrp.Step;
import dev.virtualip.agent.wire.Decoded;
import dev.virtualip.agent.wire.Envelope;
import dev.virtualip.agent.wire.Expectation;
import dev.virtualip.agent.wire.PacketAuthentication;
import dev.virtualip.agent.wire.VrrpCodec;
import dev.virtualip.agent.wire.VrrpDecoder;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * Measures an advertisement that a Backup receives and that changes nothing: decoded and passed to the state machine,
 * and by {@link PacketMemo} and {@link SteadyState}. Run the main method.
 */
final class AdvertisementBenchmark {
    private static final int ROUNDS = 5;
    private static final int ADVERTISEMENTS = 2_000_000;
    private static final InetAddress ACTIVE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress BACKUP = InetAddress.ofLiteral("192.0.2.2");
    private static final InetAddress GROUP = InetAddress.ofLiteral("224.0.0.18");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final RouterSettings settings;
    private final Expectation expectation;
    private final ByteBuffer message = ByteBuffer.allocate(VrrpCodec.LENGTH_MAX);
    private final ByteBuffer source = ByteBuffer.wrap(ACTIVE.getAddress());
    private final ByteBuffer destination = ByteBuffer.wrap(GROUP.getAddress());
    private final VrrpDecoder decoder = new VrrpDecoder();
    private final PacketMemo memo = new PacketMemo();
    private final int length;
    private State state;

    private AdvertisementBenchmark() {
        SpecBuilder spec = SpecBuilder.named("vip", "192.0.2.10");
        RouterSettings active = spec.priority(200).build().settings(ACTIVE, 0);
        settings = spec.priority(100).build().settings(BACKUP, 0);
        expectation = new Expectation.Local(
                settings.version(), settings.advertisementIntervalNanos(), List.of(PacketAuthentication.NONE));
        length = VrrpCodec.encode(
                active.advertisement(200),
                new Envelope(ACTIVE, GROUP, ChecksumForm.WITH_PSEUDO_HEADER, PacketAuthentication.NONE),
                message);
        state = new State.Backup(
                0, 0, settings.advertisementIntervalNanos(), new Peer(ACTIVE, 200), Reason.PEER_TIMEOUT, null, false);
        point();
        memo.remember(decoder, new AcceptedAdvertisement(ACTIVE, decoder.accept(), null, null));
    }

    private void point() {
        decoder.point(message, 0, length).between(source, destination, 255);
    }

    /** The only way without a second path; the result is the new deadline. */
    private long decodeAndStep(long nowNanos) {
        point();
        if (decoder.refuseHeader() != null || decoder.refuse(expectation) != null) {
            throw new IllegalStateException("refused");
        }
        Decoded.Ok decoded = decoder.accept();
        Event event = new Event.Heard(nowNanos, decoder.sourceAddress(), decoded.advertisement(), false);
        State before = state;
        Step step = RouterStateMachine.step(settings, before, event);
        if (JournalFilter.matters(before, event, step)) {
            throw new IllegalStateException("it changed something");
        }
        state = step.next();
        return state.deadlineNanos();
    }

    private long recallAndConfirm(long nowNanos) {
        point();
        AcceptedAdvertisement known = memo.recall(decoder);
        if (known == null || !SteadyState.onlyConfirms(settings, state, known.source(), known.advertisement())) {
            throw new IllegalStateException("not remembered");
        }
        return SteadyState.activeDownAtNanos(settings, state, nowNanos);
    }

    private static void measure(String name, LongUnaryOperator way) {
        long thread = Thread.currentThread().threadId();
        for (int round = 0; round < ROUNDS; round++) {
            long sum = 0;
            long allocated = THREADS.getThreadAllocatedBytes(thread);
            long began = System.nanoTime();
            for (int i = 0; i < ADVERTISEMENTS; i++) {
                sum += way.applyAsLong(i);
            }
            long took = System.nanoTime() - began;
            long bytes = THREADS.getThreadAllocatedBytes(thread) - allocated;
            System.out.printf(
                    "%-18s %4d ns, %4d bytes each (%d)%n",
                    name, took / ADVERTISEMENTS, bytes / ADVERTISEMENTS, sum & 1);
        }
    }

    public static void main(String[] arguments) {
        AdvertisementBenchmark benchmark = new AdvertisementBenchmark();
        measure("decode and step", benchmark::decodeAndStep);
        measure("recall and confirm", benchmark::recallAndConfirm);
    }
}
