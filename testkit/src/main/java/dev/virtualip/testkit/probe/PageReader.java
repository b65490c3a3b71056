package dev.virtualip.testkit.probe;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kernel.Namespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Clients that fetch a page again and again, each time over a new connection, as fast as it comes. */
public final class PageReader implements AutoCloseable {
    private static final int READERS = 4;

    /** As patient as a client that tries again soon. */
    private static final int PATIENCE_MILLIS = 250;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final String REQUEST = "GET / HTTP/1.0\r\nHost: example.org\r\n\r\n";
    /** To a request of version 1.0 some servers answer in that version. */
    private static final Pattern SERVED = Pattern.compile("HTTP/1\\.[01] 200 ");

    private static final int PAGE_BYTES = 64 << 10;

    private final InetSocketAddress server;
    private final Map<String, Integer> pages = Collections.synchronizedMap(new HashMap<>());
    private final List<Long> served = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> readers = new ArrayList<>();
    private volatile boolean stopping;

    private PageReader(InetSocketAddress server) {
        this.server = server;
    }

    /** Starts them in a namespace. */
    public static PageReader start(Namespace client, InetSocketAddress server) {
        PageReader reader = new PageReader(server);
        for (int i = 0; i < READERS; i++) {
            reader.readers.add(client.start("page reader " + i, reader::run));
        }
        return reader;
    }

    /** Number of times that each page was served, by its text. */
    public Map<String, Integer> pages() {
        synchronized (pages) {
            return Map.copyOf(pages);
        }
    }

    /** The longest time until now in which no page came, in milliseconds. */
    public double darkestMillis() {
        synchronized (served) {
            long longest = 0;
            for (int i = 1; i < served.size(); i++) {
                longest = Math.max(longest, served.get(i) - served.get(i - 1));
            }
            return longest / NANOS_PER_MILLI;
        }
    }

    @Override
    public void close() {
        stopping = true;
        for (Thread reader : readers) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LabException("interrupted while a reader of pages stops", e);
            }
        }
    }

    private void run() {
        while (!stopping) {
            try {
                String page = page();
                synchronized (served) {
                    served.add(System.nanoTime());
                }
                pages.merge(page, 1, Integer::sum);
            } catch (IOException notServed) {
                // Only what is served counts; a refusal comes at once and is asked for again at once, as by a client.
                Thread.onSpinWait();
            }
        }
    }

    private String page() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(server, PATIENCE_MILLIS);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(PAGE_BYTES), StandardCharsets.UTF_8);
            int body = answer.indexOf("\r\n\r\n");
            if (!SERVED.matcher(answer).lookingAt() || body < 0) {
                throw new IOException(
                        "not served: " + answer.lines().findFirst().orElse("nothing"));
            }
            return answer.substring(body + 4).strip();
        }
    }
}
