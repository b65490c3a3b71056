package dev.virtualip.testkit.probe;

import dev.virtualip.testkit.kernel.Namespace;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.WorkEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * HTTP clients on a host that ask a server at a fixed rate: some over connections that they keep, some over a new
 * connection each time. One thread of this program inside the host's namespace.
 */
public final class HttpLoad implements AutoCloseable {
    /** Longer than this from one step to the next it only takes when the machine does not let it run. */
    private static final long LONGEST_STEP_NANOS = Duration.ofMillis(20).toNanos();

    private final HttpLoadSettings settings;
    private final RunningTime running;
    private final List<HttpExchange> fresh = Collections.synchronizedList(new ArrayList<>());
    private final List<HttpExchange> kept = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> broken = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger skipped = new AtomicInteger();
    /** The connections that are kept, each in its place; null where there is none. */
    private final @Nullable HttpConnection[] places;

    private final Set<HttpConnection> underWay = new HashSet<>();
    private final Thread thread;
    private final WorkEnd end = new WorkEnd("the HTTP load");

    private HttpLoad(Namespace client, HttpLoadSettings settings) {
        this.settings = settings;
        this.places = new HttpConnection[settings.kept()];
        this.running = new RunningTime(
                System.nanoTime(), LONGEST_STEP_NANOS + settings.period().toNanos());
        this.thread = client.start("http load", end.guarding(this::run));
    }

    /** Starts to ask. The lab stops it when it is closed. */
    public static HttpLoad start(LabHost client, HttpLoadSettings settings) {
        return client.lab().closing(new HttpLoad(client.namespace(), settings));
    }

    /** Starts to ask from a namespace; the caller closes it. */
    public static HttpLoad start(Namespace client, HttpLoadSettings settings) {
        return new HttpLoad(client, settings);
    }

    /** Requests over new connections that were begun since this time of {@link System#nanoTime} and have ended. */
    public HttpLoadLog newConnections(long since) {
        return log(fresh, since);
    }

    /** The same for requests over kept connections. */
    public HttpLoadLog keptConnections(long since) {
        return log(kept, since);
    }

    /**
     * How many kept connections ended since then in the middle of a request or without an answer: not counted are those
     * that the server closed between two requests, which no client notices.
     */
    public int brokenConnections(long since) {
        synchronized (broken) {
            return (int) broken.stream().filter(nanos -> nanos - since >= 0).count();
        }
    }

    /** How many requests over kept connections were left out because the one before was still under way. */
    public int skipped() {
        return skipped.get();
    }

    /** When a request over a new connection that was begun since then was first answered. */
    public OptionalLong firstAnswerNanos(long since) {
        synchronized (fresh) {
            return fresh.stream()
                    .filter(exchange -> exchange.startNanos() - since >= 0 && exchange.isAnswered())
                    .mapToLong(HttpExchange::endNanos)
                    .min();
        }
    }

    /** When this page was first the answer to a request over a new connection that was begun since then. */
    public OptionalLong firstAnswerNanos(String page, long since) {
        synchronized (fresh) {
            return fresh.stream()
                    .filter(exchange -> exchange.startNanos() - since >= 0
                            && exchange.page().equals(page))
                    .mapToLong(HttpExchange::endNanos)
                    .min();
        }
    }

    @Override
    public void close() {
        end.await(thread);
    }

    private static HttpLoadLog log(List<HttpExchange> exchanges, long since) {
        HttpLoadLog.Builder log = new HttpLoadLog.Builder(since);
        synchronized (exchanges) {
            exchanges.stream()
                    .filter(exchange -> exchange.startNanos() - since >= 0)
                    .forEach(log::add);
        }
        return log.build(System.nanoTime());
    }

    private void run() {
        try (Selector selector = Selector.open()) {
            long period = settings.period().toNanos();
            long next = System.nanoTime();
            for (int number = 0; !end.isRequested() && number < settings.atMost(); number++) {
                proceedUntil(next, selector);
                askOverNew(selector);
                askOverKept(number % places.length, selector);
                // What is due already is left out: a burst would say nothing about the time in between.
                long late = Math.max(0, System.nanoTime() - next);
                next += (1 + late / period) * period;
            }
            proceedUntil(System.nanoTime() + settings.period().toNanos(), selector);
            selector.keys().forEach(key -> ((HttpConnection) key.attachment()).close());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void askOverNew(Selector selector) {
        begin(open(selector, false));
    }

    private void askOverKept(int place, Selector selector) {
        HttpConnection connection = places[place];
        if (connection == null) {
            connection = open(selector, true);
            places[place] = connection;
        }
        if (connection.isAsked()) {
            skipped.incrementAndGet();
        } else {
            begin(connection);
        }
    }

    private HttpConnection open(Selector selector, boolean isKept) {
        try {
            return HttpConnection.open(selector, settings.server(), isKept);
        } catch (IOException e) {
            throw new UncheckedIOException("no socket for an HTTP client", e);
        }
    }

    private void begin(HttpConnection connection) {
        underWay.add(connection);
        long now = System.nanoTime();
        follow(connection, connection.ask(now, running.at(now)));
    }

    private void proceedUntil(long deadline, Selector selector) throws IOException {
        for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
            // Rounded up: a zero would wait for ever, and the rate does not need more than a millisecond.
            selector.select(this::proceed, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            long now = running.at(System.nanoTime());
            List.copyOf(underWay).stream()
                    .filter(connection -> now - connection.startRunning()
                            > settings.patience().toNanos())
                    .forEach(connection -> follow(connection, HttpConnection.Progress.FAILED));
        }
    }

    private void proceed(SelectionKey key) {
        HttpConnection connection = (HttpConnection) key.attachment();
        follow(connection, connection.proceed());
    }

    private void follow(HttpConnection connection, HttpConnection.Progress progress) {
        if (progress == HttpConnection.Progress.WAITING) {
            return;
        }
        long now = System.nanoTime();
        boolean isAnswered = progress == HttpConnection.Progress.ANSWERED;
        if (underWay.remove(connection)) {
            String page = isAnswered ? connection.page() : "";
            (connection.isKept() ? kept : fresh)
                    .add(new HttpExchange(connection.startNanos(), now, connection.isConnected(), page));
            if (!isAnswered && connection.wasUsed()) {
                broken.add(now);
            }
        }
        if (isAnswered && connection.canBeKept()) {
            connection.rest();
        } else {
            forget(connection);
        }
    }

    private void forget(HttpConnection connection) {
        connection.close();
        for (int place = 0; place < places.length; place++) {
            if (places[place] == connection) {
                places[place] = null;
            }
        }
    }
}
