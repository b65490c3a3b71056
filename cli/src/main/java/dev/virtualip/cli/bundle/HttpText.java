package dev.virtualip.cli.bundle;

import dev.virtualip.cli.output.CommandFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Reads texts of agents over HTTP. */
final class HttpText {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private HttpText() {}

    static String get(String url) throws CommandFailedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailedException("%s does not answer: %s".formatted(url, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted");
        }
    }
}
