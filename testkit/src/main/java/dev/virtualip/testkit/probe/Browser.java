package dev.virtualip.testkit.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.virtualip.testkit.junit.Prerequisite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Headless Chromium with one tab, driven by its DevTools protocol. */
public final class Browser implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Skips the test where Chromium is not installed. */
    public static void requireInstalled() {
        boolean here = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "chromium")));
        Prerequisite.require(here, "needs chromium");
    }

    /** Starts the browser with an empty tab; its profile is in the folder. */
    public Browser(Path folder) throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        "chromium",
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--hide-scrollbars",
                        "--user-data-dir=" + folder,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("chromium.log").toFile())
                .start();
        int port = port(folder.resolve("DevToolsActivePort"));
        HttpRequest open = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/json/new".formatted(port)))
                .PUT(BodyPublishers.noBody())
                .build();
        JsonNode tab = JSON.readTree(client.send(open, BodyHandlers.ofString()).body());
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(tab.path("webSocketDebuggerUrl").asText()), new Messages())
                .join();
        for (String domain : List.of("Runtime", "Log", "Network", "Page")) {
            call(domain + ".enable", Map.of());
        }
    }

    private int port(Path file) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() > 1) {
                return Integer.parseInt(lines.getFirst());
            }
            Thread.sleep(50);
        }
        process.destroyForcibly();
        throw new IOException("chromium opened no DevTools port");
    }

    /** Sends a command, and returns its result. */
    public JsonNode call(String method, Map<String, ?> parameters) throws IOException {
        int number = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(number, answer);
        socket.sendText(JSON.writeValueAsString(Map.of("id", number, "method", method, "params", parameters)), true)
                .join();
        return answer.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Evaluates an expression, waiting for a promise. */
    public JsonNode evaluate(String expression) throws IOException {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(result.path("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    /** Waits until an expression is true. */
    public void await(String expression) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!evaluate(expression).asBoolean()) {
            if (System.nanoTime() > end) {
                throw new IOException("not within " + LIMIT + ": " + expression);
            }
            Thread.sleep(50);
        }
    }

    /** Presses a key, as a person does. */
    public void press(String key, @Nullable String text) throws IOException {
        int code = switch (key) {
            case "Tab" -> 9;
            case "ArrowDown" -> 40;
            case "ArrowUp" -> 38;
            case "Enter" -> 13;
            case "Escape" -> 27;
            default -> 0;
        };
        Map<String, ?> down = text == null
                ? Map.of("type", "rawKeyDown", "key", key, "windowsVirtualKeyCode", code)
                : Map.of("type", "keyDown", "key", key, "windowsVirtualKeyCode", code, "text", text);
        call("Input.dispatchKeyEvent", down);
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code));
    }

    /** Opens a page and waits until its files are there. */
    public void open(String url) throws IOException, InterruptedException {
        call("Page.navigate", Map.of("url", url));
        await("location.href !== 'about:blank' && document.readyState === 'complete'");
    }

    /** Makes the tab light or dark, 1200 pixels wide and this high. */
    public void show(String colorScheme, int height) throws IOException {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 1200, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Writes a picture of what is in view, as PNG. */
    public void picture(Path file) throws IOException {
        String data = call("Page.captureScreenshot", Map.of("format", "png"))
                .path("data")
                .asText();
        Files.write(file, Base64.getDecoder().decode(data));
    }

    /** The errors, violations and exceptions so far. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    /** The URLs requested so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** Collects the messages of the tab. */
    private final class Messages implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(String message) {
            try {
                JsonNode read = JSON.readTree(message);
                CompletableFuture<JsonNode> answer =
                        answers.remove(read.path("id").asInt());
                if (answer != null) {
                    answer.complete(read.path("result"));
                }
                JsonNode parameters = read.path("params");
                switch (read.path("method").asText()) {
                    case "Log.entryAdded", "Runtime.exceptionThrown" -> messages.add(parameters.toString());
                    case "Network.requestWillBeSent" ->
                        requests.add(parameters.path("request").path("url").asText());
                    default -> {}
                }
            } catch (IOException e) {
                messages.add("unreadable: " + e);
            }
        }
    }
}
