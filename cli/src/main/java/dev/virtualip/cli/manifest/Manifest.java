package dev.virtualip.cli.manifest;

import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.conversion.UnreadableConfigException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Object of Kubernetes in a file.
 *
 * @param place the line on which it begins
 * @param root the whole object
 */
public record Manifest(SourceLine place, YamlNode root) {
    /** The name of a file that stands for the standard input. */
    public static final String STANDARD_INPUT = "-";

    private static final int MAX_BYTES = 16 << 20;

    /** Reads the objects of a file, also those within lists as {@code kubectl get -o yaml} prints them. */
    public static List<Manifest> read(Path file) throws UnreadableConfigException {
        String name = file.toString();
        List<Manifest> manifests = new ArrayList<>();
        for (YamlNode document : YamlReader.documents(new SourceLine(name, 1), text(file))) {
            addAll(document, manifests);
        }
        return manifests;
    }

    private static void addAll(YamlNode document, List<Manifest> manifests) throws UnreadableConfigException {
        if (document.fields().isEmpty()) {
            throw new UnreadableConfigException(
                    document.place(), "not an object of Kubernetes; give a file as kubectl get -o yaml prints it");
        }
        Manifest manifest = new Manifest(document.place(), document);
        if (!manifest.kind().endsWith("List")) {
            manifests.add(manifest);
            return;
        }
        for (YamlNode item : document.field("items").items()) {
            manifests.add(new Manifest(item.place(), item));
        }
    }

    private static String text(Path file) throws UnreadableConfigException {
        try {
            if (file.toString().equals(STANDARD_INPUT)) {
                return new String(System.in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new UnreadableConfigException(file.toString(), "is larger than 16 MiB; give fewer objects");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UnreadableConfigException(file.toString(), "does not exist");
        } catch (CharacterCodingException e) {
            throw new UnreadableConfigException(file.toString(), "is not UTF-8 text");
        } catch (IOException e) {
            throw new UnreadableConfigException(file.toString(), "cannot be read (" + e.getMessage() + ")");
        }
    }

    /** The kind; empty if it has none. */
    public String kind() {
        return root.field("kind").text();
    }

    /** The group of the API, such as metallb.io; empty for the core group. */
    public String group() {
        String version = root.field("apiVersion").text();
        return version.substring(0, Math.max(0, version.lastIndexOf('/')));
    }

    /** The name; empty if it has none. */
    public String name() {
        return root.field("metadata").field("name").text();
    }

    /** The spec; an empty value if there is none. */
    public YamlNode spec() {
        return root.field("spec");
    }
}
