package dev.virtualip.deploy.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * The C library that images carry: Debian's package of one version, known by its hash.
 *
 * @param version of the package
 * @param architecture of the package
 * @param digest of the package
 * @param places folders in the internet that have it
 */
record CLibrary(String version, Architecture architecture, Digest digest, List<URI> places) {

    private static final String PINNED = "libc6.properties";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The pinned one. */
    static CLibrary pinned(Architecture architecture) {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(CLibrary.class.getResourceAsStream(PINNED), PINNED)) {
            properties.load(in);
        } catch (IOException e) {
            throw new ImageException("cannot read " + PINNED, e);
        }
        List<URI> places = new ArrayList<>();
        for (int i = 1; properties.containsKey("from." + i); i++) {
            places.add(URI.create(properties.getProperty("from." + i)));
        }
        Digest digest = new Digest(properties.getProperty("sha256." + architecture.debianName()));
        return new CLibrary(properties.getProperty("version"), architecture, digest, List.copyOf(places));
    }

    String fileName() {
        return "libc6_" + version + "_" + architecture.debianName() + ".deb";
    }

    /** The package as a file: the one in the cache, or fetched into it. */
    Path fetch(Path cache) throws IOException {
        Path file = cache.resolve(fileName());
        if (Files.exists(file) && Digest.of(file).equals(digest)) {
            return file;
        }
        Files.createDirectories(cache);
        List<String> failures = new ArrayList<>();
        for (URI place : places) {
            Path fresh = Files.createTempFile(cache, "libc6", ".part");
            try {
                download(place.resolve(fileName()), fresh);
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                return file;
            } catch (IOException e) {
                failures.add(place + ": " + e.getMessage());
            } finally {
                Files.deleteIfExists(fresh);
            }
        }
        throw new ImageException("cannot fetch %s (%s); put it into %s yourself, its SHA-256 is %s"
                .formatted(fileName(), String.join("; ", failures), cache, digest.hex()));
    }

    private void download(URI from, Path to) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(from).timeout(PATIENCE).build();
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            HttpResponse<Path> response = client.send(request, HttpResponse.BodyHandlers.ofFile(to));
            if (response.statusCode() != 200) {
                throw new IOException("answer " + response.statusCode());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        Digest found = Digest.of(to);
        if (!found.equals(digest)) {
            throw new IOException("SHA-256 is " + found.hex() + ", not the pinned one");
        }
    }
}
