package dev.virtualip.testkit.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client's connection to a web server, with at most one request under way. Never blocks. */
final class HttpConnection {
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)");
    private static final int PAGE_BYTES = 8 << 10;

    /** Progress of a request. */
    enum Progress {
        WAITING,
        ANSWERED,
        /** Refused, reset, closed in the middle, or answered with anything but 200. */
        FAILED
    }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer answer = ByteBuffer.allocate(PAGE_BYTES);
    private final byte[] request;
    private final boolean isKept;
    private long startNanos;
    private long startRunning;
    private boolean isAsked;
    private boolean wasUsed;
    private boolean isUnreachable;

    private HttpConnection(SocketChannel channel, SelectionKey key, boolean isKept) {
        this.channel = channel;
        this.key = key;
        this.isKept = isKept;
        String connection = isKept ? "keep-alive" : "close";
        this.request = "GET / HTTP/1.1\r\nHost: example.org\r\nConnection: %s\r\n\r\n"
                .formatted(connection)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Begins to connect, in the calling thread's namespace. */
    static HttpConnection open(Selector selector, InetSocketAddress server, boolean isKept) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT | SelectionKey.OP_READ);
            HttpConnection connection = new HttpConnection(channel, key, isKept);
            key.attach(connection);
            connection.connect(server);
            return connection;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void connect(InetSocketAddress server) {
        try {
            channel.connect(server);
        } catch (IOException unreachable) {
            isUnreachable = true;
        }
    }

    /** Whether it is one that is used again and again. */
    boolean isKept() {
        return isKept;
    }

    /** Whether a request is under way. */
    boolean isAsked() {
        return isAsked;
    }

    /** Whether the server's host has accepted it. */
    boolean isConnected() {
        return channel.isConnected();
    }

    /** Whether a request over it was answered before. */
    boolean wasUsed() {
        return wasUsed;
    }

    /** When the request was begun, in the time of {@link System#nanoTime}. */
    long startNanos() {
        return startNanos;
    }

    /** The same in the time in which the client ran. */
    long startRunning() {
        return startRunning;
    }

    /** Asks for the page; over a connection that is not there yet, as soon as it is. */
    Progress ask(long nanos, long running) {
        startNanos = nanos;
        startRunning = running;
        isAsked = true;
        answer.clear();
        if (isUnreachable) {
            return Progress.FAILED;
        }
        return channel.isConnected() ? send() : Progress.WAITING;
    }

    /** Continues after the kernel has reported the socket ready. */
    Progress proceed() {
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ);
                return isAsked ? send() : Progress.WAITING;
            }
            return key.isReadable() ? read() : Progress.WAITING;
        } catch (IOException refused) {
            return Progress.FAILED;
        }
    }

    /** The page, when it was answered. */
    String page() {
        String text = text();
        return text.substring(text.indexOf("\r\n\r\n") + 4).strip();
    }

    /** Whether it can be used for another request: the server has not said that it closes it. */
    boolean canBeKept() {
        return isKept && !text().toLowerCase(Locale.ROOT).contains("\r\nconnection: close");
    }

    /** Gets ready for the next request. */
    void rest() {
        isAsked = false;
        wasUsed = true;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException gone) {
            // It was closed to be forgotten.
        }
    }

    /** A request is shorter than any socket buffer: it is written at once or never. */
    private Progress send() {
        try {
            return channel.write(ByteBuffer.wrap(request)) == request.length ? Progress.WAITING : Progress.FAILED;
        } catch (IOException broken) {
            return Progress.FAILED;
        }
    }

    private Progress read() throws IOException {
        int length = channel.read(answer);
        if (length < 0 || !answer.hasRemaining() || !isAsked) {
            return Progress.FAILED;
        }
        String text = text();
        Optional<Integer> bytes = bytes(text);
        if (bytes.isEmpty() || answer.position() < bytes.get()) {
            return Progress.WAITING;
        }
        return text.startsWith("HTTP/1.1 200 ") ? Progress.ANSWERED : Progress.FAILED;
    }

    /** The length of the whole answer, as soon as its header is there. */
    private static Optional<Integer> bytes(String text) {
        int header = text.indexOf("\r\n\r\n");
        if (header < 0) {
            return Optional.empty();
        }
        Matcher length = LENGTH.matcher(text.substring(0, header).toLowerCase(Locale.ROOT));
        return Optional.of(header + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0));
    }

    private String text() {
        return new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
    }
}
