package dev.virtualip.agent.sim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.virtualip.agent.linux.SendBatch;
import dev.virtualip.agent.loop.LoopHandler;
import dev.virtualip.agent.loop.SocketFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Proves that the invariants can fail: loops whose output is lost on the way to the kernel are found by few seeds. */
class BrokenProductTest {
    private static final int SEEDS = 10;
    private static final short DELETE_ADDRESS = 21;

    @Test
    void forgottenAdvertisementIsFound() {
        assertThatThrownBy(() -> run(sockets -> tampered(sockets, "openVrrp", "send", new EveryNth(50))))
                .hasMessageContaining("is Active and has not advertised for");
    }

    @Test
    void forgottenAnnouncementIsFound() {
        assertThatThrownBy(() -> run(sockets -> tampered(sockets, "openFrames", "send", new EveryNth(2))))
                .hasMessageContaining("has not announced");
    }

    @Test
    void forgottenRemovalIsFound() {
        assertThatThrownBy(() -> run(sockets -> tampered(sockets, "openRequests", "transact", new NoRemovals())))
                .hasMessageContaining("although no virtual router of it is Active");
    }

    @Test
    void forgottenVerdictIsFound() {
        UnaryOperator<LoopHandler> forgets = handler -> proxy(
                handler,
                LoopHandler.class,
                (ignored, called, arguments) ->
                        called.getName().equals("onHealth") ? null : called.invoke(handler, arguments));
        assertThatThrownBy(() -> {
                    for (long seed = 0; seed < SEEDS; seed++) {
                        new Simulation(seed, 3).tamper(forgets).run();
                    }
                })
                .hasMessageContaining("should have preempted");
    }

    private static void run(UnaryOperator<SocketFactory> decorator) {
        for (long seed = 0; seed < SEEDS; seed++) {
            new Simulation(seed, 3, decorator).run();
        }
    }

    /** Changes the arguments of a call, or takes its place. */
    private interface Tampering {
        /** Null if the call itself must not be made. */
        Object[] before(Object[] arguments);
    }

    /** Loses each n-th batch. */
    private static final class EveryNth implements Tampering {
        private final int n;
        private int sent;

        private EveryNth(int n) {
            this.n = n;
        }

        @Override
        public Object[] before(Object[] arguments) {
            if (++sent % n == 0) {
                ((SendBatch) arguments[0]).discard();
            }
            return arguments;
        }
    }

    /** Loses requests to remove an address: what is sent instead is answered as done, or as not there. */
    private record NoRemovals() implements Tampering {
        @Override
        public Object[] before(Object[] arguments) {
            ByteBuffer requests = (ByteBuffer) arguments[0];
            ByteBuffer view = requests.duplicate().order(ByteOrder.nativeOrder());
            for (int at = view.position(); at < view.limit(); at += (view.getInt(at) + 3) & ~3) {
                if (view.getShort(at + 4) == DELETE_ADDRESS) {
                    view.put(at + 17, (byte) 31);
                }
            }
            return arguments;
        }
    }

    /** The same sockets, of which those that one method opens have one method tampered with. */
    private static SocketFactory tampered(SocketFactory sockets, String opens, String method, Tampering tampering) {
        return proxy(sockets, SocketFactory.class, (ignored, called, arguments) -> {
            Object opened = called.invoke(sockets, arguments);
            if (!called.getName().equals(opens)) {
                return opened;
            }
            Class<?> type = called.getReturnType();
            return proxy(
                    opened,
                    type,
                    (alsoIgnored, call, given) ->
                            call.invoke(opened, call.getName().equals(method) ? tampering.before(given) : given));
        });
    }

    private static <T> T proxy(Object target, Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                target.getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return handler.invoke(proxy, method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
