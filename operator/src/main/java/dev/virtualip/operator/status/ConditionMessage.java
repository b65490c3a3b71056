package dev.virtualip.operator.status;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins sentences to one message of at most 1 KiB. Only whole sentences are taken, so that a comparison of two messages
 * finds a sentence in both of them or in one, never a part of it.
 */
final class ConditionMessage {
    static final int MAX_BYTES = 1024;
    private static final int RESERVED_BYTES = 32;
    private static final String SEPARATOR = "; ";
    private static final String ELLIPSIS = "...";

    private ConditionMessage() {}

    /** As many sentences as fit, and the number of the others. */
    static String join(List<String> sentences) {
        List<String> taken = taken(sentences);
        int omitted = sentences.size() - taken.size();
        return String.join(SEPARATOR, taken) + (omitted == 0 ? "" : SEPARATOR + "and " + omitted + " more");
    }

    /** The sentences that fit, as they appear in the message. */
    static List<String> taken(List<String> sentences) {
        List<String> taken = new ArrayList<>();
        int room = MAX_BYTES - RESERVED_BYTES;
        for (String sentence : sentences) {
            String bounded = bounded(sentence, MAX_BYTES - RESERVED_BYTES);
            room -= bytes(bounded) + (taken.isEmpty() ? 0 : SEPARATOR.length());
            if (room < 0) {
                break;
            }
            taken.add(bounded);
        }
        return taken;
    }

    /** Whether a message contains a sentence. */
    static boolean has(String message, String sentence) {
        return (SEPARATOR + message + SEPARATOR).contains(SEPARATOR + sentence + SEPARATOR);
    }

    /** A text, cut to at most so many bytes. */
    static String bounded(String text, int maxBytes) {
        if (bytes(text) <= maxBytes) {
            return text;
        }
        int end = Math.min(text.length(), maxBytes);
        while (bytes(text.substring(0, end)) > maxBytes - ELLIPSIS.length()) {
            end--;
        }
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + ELLIPSIS;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
