package dev.virtualip.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the text of a regular UTF-8 file of at most {@link #MAX_BYTES}. */
public final class FileText {
    public static final int MAX_BYTES = 1 << 20;

    private FileText() {}

    /** The text, or null after adding the problem. */
    public static @Nullable String read(Path file, FileProblems problems) {
        if (!Files.exists(file)) {
            problems.add("there is no such file; create it or name another");
            return null;
        }
        // Opening a pipe would wait for its writer.
        if (!Files.isRegularFile(file)) {
            problems.add("is not a regular file; name one");
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return decode(in.readNBytes(MAX_BYTES + 1), problems);
        } catch (NoSuchFileException _) {
            problems.add("there is no such file; create it or name another");
        } catch (AccessDeniedException _) {
            problems.add("may not be read; give this user the right to read it");
        } catch (IOException e) {
            problems.add("cannot be read (" + e.getMessage() + "); check the disk and the file's rights");
        }
        return null;
    }

    private static @Nullable String decode(byte[] bytes, FileProblems problems) {
        if (bytes.length > MAX_BYTES) {
            problems.add("is larger than 1 MiB; this cannot be a VRRPRouter, name another file");
            return null;
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try {
            return requireText(StandardCharsets.UTF_8.newDecoder().decode(rest).toString(), problems);
        } catch (CharacterCodingException _) {
            problems.add(1 + newlines(bytes, rest.position()), "", "is not UTF-8 text here; save the file as UTF-8");
            return null;
        }
    }

    /** The text, or null after adding the problem: a control character that YAML has no place for. */
    private static @Nullable String requireText(String text, FileProblems problems) {
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line += c == '\n' ? 1 : 0;
            if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
                problems.add(line, "", "contains the character U+%04X; remove it".formatted((int) c));
                return null;
            }
        }
        return text;
    }

    private static int newlines(byte[] bytes, int end) {
        int count = 0;
        for (int i = 0; i < end; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        return count;
    }
}
