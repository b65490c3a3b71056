package dev.virtualip.cli.agent;

import dev.virtualip.cli.output.CommandFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Reads the texts that an agent serves over HTTP, such as {@code /state} and {@code /metrics}. */
public final class AgentHttp {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private AgentHttp() {}

    static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    }

    /**
     * Reads one text.
     *
     * @param agent the agent's URL, or a host with a port
     * @param name what is read, such as {@code metrics}
     * @throws CommandFailedException if there is none: the reason and what to do
     */
    public static String get(String agent, String name) throws CommandFailedException {
        try (HttpClient client = client()) {
            return get(client, stateUri(agent).resolve(name));
        }
    }

    /**
     * Reads one text.
     *
     * @throws CommandFailedException if there is none: the reason and what to do
     */
    static String get(HttpClient client, URI uri) throws CommandFailedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
                String body = answer.body().strip();
                throw new CommandFailedException("%s answers %d: %s"
                        .formatted(
                                uri,
                                answer.statusCode(),
                                body.lines().findFirst().orElse("nothing")));
            }
            return answer.body();
        } catch (HttpTimeoutException e) {
            throw new CommandFailedException(
                    "The agent at %s does not answer within %d s: check that it runs, and its log"
                            .formatted(uri, TIMEOUT.toSeconds()));
        } catch (ConnectException e) {
            throw new CommandFailedException(
                    ("No agent answers at %s: check that it runs there, with --http at this address. By default it is"
                                    + " reached only on its own host, at http://127.0.0.1:9851")
                            .formatted(uri));
        } catch (IOException e) {
            throw new CommandFailedException("The agent at %s cannot be read: %s; check that it runs, and its log"
                    .formatted(uri, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted");
        }
    }

    /** Where the state of an agent is: a whole URL, or a host with a port. */
    static URI stateUri(String url) throws CommandFailedException {
        String whole = url.contains("://") ? url : "http://" + url;
        try {
            URI uri = URI.create(whole.replaceFirst("/+$", ""));
            if (uri.getHost() == null || !whole.startsWith("http")) {
                throw new IllegalArgumentException("it has no host");
            }
            String path = uri.getPath();
            return path == null || path.isEmpty() ? uri.resolve("/state") : uri;
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(
                    "--agent %s is not a URL: %s. Example: http://127.0.0.1:9851".formatted(url, e.getMessage()));
        }
    }
}
