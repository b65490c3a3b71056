package dev.virtualip.testkit.kubernetes;

import dev.virtualip.testkit.kernel.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;

/** One connection to an API server, for many changes in a short time. For one thread. */
public final class PersistentConnection implements AutoCloseable {
    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.1 (\\d{3})");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d{1,9})");
    private static final int MAX_LINE = 1 << 16;
    private static final int HEX = 16;

    private final String host;
    private final String token;
    private final Socket plain;
    private final SSLSocket socket;

    private PersistentConnection(HttpsCall to, String token) throws IOException {
        this.host = to.host();
        this.token = token;
        this.plain = new Socket();
        this.socket = to.connect(plain);
    }

    static PersistentConnection open(HttpsCall to, String token) {
        return to.namespace().call(() -> new PersistentConnection(to, token));
    }

    /** Changes the fields that a JSON merge patch names, and returns the HTTP status. */
    public int merge(String path, String json) {
        return patch(path, "application/merge-patch+json", json);
    }

    /** Creates an object, or brings it to what the JSON says, by server-side apply, and returns the HTTP status. */
    public int apply(String path, String json) {
        return patch(path + "?force=true&fieldManager=e2e", "application/apply-patch+yaml", json);
    }

    private int patch(String path, String contentType, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = """
            PATCH %s HTTP/1.1
            Host: %s
            Authorization: Bearer %s
            Accept: application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io
            Content-Type: %s
            Content-Length: %d

            """.formatted(path, host, token, contentType, body.length).replace("\n", "\r\n");
        try {
            socket.getOutputStream().write((head + json).getBytes(StandardCharsets.UTF_8));
            return answer(socket.getInputStream());
        } catch (IOException e) {
            throw new LabException("PATCH " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        plain.close();
    }

    private static int answer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            head.append(line).append('\n');
        }
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            in.skipNBytes(Long.parseLong(length.group(1)));
        } else {
            skipChunks(in);
        }
        Matcher status = STATUS.matcher(head);
        return status.find() ? Integer.parseInt(status.group(1)) : 0;
    }

    private static void skipChunks(InputStream in) throws IOException {
        long size = Long.parseLong(line(in), HEX);
        while (size > 0) {
            in.skipNBytes(size + 2);
            size = Long.parseLong(line(in), HEX);
        }
        line(in);
    }

    /** A line without its end. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n' && line.length() < MAX_LINE; next = in.read()) {
            if (next < 0) {
                throw new IOException("the server ended the connection");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
