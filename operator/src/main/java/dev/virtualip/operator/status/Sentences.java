package dev.virtualip.operator.status;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Sentences as one message of at most 1 KiB. Only whole ones are taken, so that whoever compares two messages finds a
 * sentence in both or in one of them, never half of it.
 */
final class Sentences {
    static final int MAX_BYTES = 1024;
    private static final int ROOM_FOR_REST = 32;
    private static final String BETWEEN = "; ";
    private static final String CUT = "...";

    private Sentences() {}

    /** As many of them as there is room for, and how many more there are. */
    static String join(List<String> sentences) {
        List<String> taken = taken(sentences);
        int left = sentences.size() - taken.size();
        return String.join(BETWEEN, taken) + (left == 0 ? "" : BETWEEN + "and " + left + " more");
    }

    /** Those that a message has room for, as they stand in it. */
    static List<String> taken(List<String> sentences) {
        List<String> taken = new ArrayList<>();
        int room = MAX_BYTES - ROOM_FOR_REST;
        for (String sentence : sentences) {
            String bounded = bounded(sentence, MAX_BYTES - ROOM_FOR_REST);
            room -= bytes(bounded) + (taken.isEmpty() ? 0 : BETWEEN.length());
            if (room < 0) {
                break;
            }
            taken.add(bounded);
        }
        return taken;
    }

    /** Whether a sentence stands in a message. */
    static boolean has(String message, String sentence) {
        return (BETWEEN + message + BETWEEN).contains(BETWEEN + sentence + BETWEEN);
    }

    /** A text cut to so many bytes at most. */
    static String bounded(String text, int maxBytes) {
        if (bytes(text) <= maxBytes) {
            return text;
        }
        int end = Math.min(text.length(), maxBytes);
        while (bytes(text.substring(0, end)) > maxBytes - CUT.length()) {
            end--;
        }
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + CUT;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
