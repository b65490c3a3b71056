package dev.virtualip.e2e.migration;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The steps of {@code docs/migrate-from-keepalived.md}, with the commands as they stand there. */
public final class MigrationGuide {
    private static final Pattern PART = Pattern.compile("(?ms)^## Part (\\d):.*?(?=^## |\\z)");
    private static final Pattern STEP = Pattern.compile("(?ms)^### ([^\n]+)\n(.*?)(?=^### |\\z)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|yaml)\n(?:# on (\\w+)\n)?(.*?)^```$");

    private MigrationGuide() {}

    /** A step: what is between one heading and the next. */
    public record Step(String title, List<Block> blocks) {
        /** Keeps a copy of the list. */
        public Step {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * A block of the document.
     *
     * @param language {@code sh} for commands, {@code yaml} for a file
     * @param host the host on which the commands are to be run; empty for anywhere
     * @param text what is in it
     */
    public record Block(String language, String host, String text) {}

    /** The steps of a part of the guide, from 1. */
    public static List<Step> part(int number) {
        Matcher parts = PART.matcher(text());
        while (parts.find()) {
            if (Integer.parseInt(parts.group(1)) == number) {
                return steps(parts.group());
            }
        }
        throw new IllegalArgumentException("the guide has no part " + number);
    }

    /** The host that has the address after a step of part 1. */
    public static String holderOfPartOne(Step step) {
        return switch (step.title()) {
            case "Import both files",
                    "Replace keepalived on the Backup",
                    "Give the address back to the first host",
                    "Back: keepalived on the Backup",
                    "Back: keepalived takes over from keepalived" -> "lb01";
            case "Let the agent take over",
                    "Replace keepalived on the other host",
                    "Back: the agent hands over to keepalived" -> "lb02";
            default -> throw new LabException("the guide has a step that is not known here: " + step.title());
        };
    }

    private static List<Step> steps(String part) {
        List<Step> steps = new ArrayList<>();
        Matcher found = STEP.matcher(part);
        while (found.find()) {
            List<Block> blocks = BLOCK.matcher(found.group(2))
                    .results()
                    .map(block ->
                            new Block(block.group(1), block.group(2) == null ? "" : block.group(2), block.group(3)))
                    .toList();
            steps.add(new Step(found.group(1), blocks));
        }
        return steps;
    }

    private static String text() {
        try {
            return Files.readString(Checkout.root().resolve("docs/migrate-from-keepalived.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
