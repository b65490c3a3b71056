package dev.virtualip.agent.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A story in a text file: blocks of commands, each followed by {@code ----} and what is to be seen, up to an empty
 * line. Lines that begin with {@code #} are for the reader.
 *
 * @param blocks the story in order
 */
record Scenario(List<Block> blocks) {
    private static final String SEEN = "----";

    /** Commands, and what is to be seen after them. */
    record Block(List<String> commands, List<String> seen) {}

    static Scenario parse(String text) {
        List<Block> blocks = new ArrayList<>();
        for (String block : text.strip().split("\n\n+", -1)) {
            List<String> lines = block.lines().toList();
            int line = lines.indexOf(SEEN);
            blocks.add(
                    line < 0
                            ? new Block(lines, List.of())
                            : new Block(lines.subList(0, line), lines.subList(line + 1, lines.size())));
        }
        return new Scenario(blocks);
    }

    /** The same commands with what is really seen. */
    Scenario play() {
        ScenarioPlayer player = new ScenarioPlayer();
        return new Scenario(blocks.stream()
                .map(block -> new Block(block.commands(), player.play(block.commands())))
                .toList());
    }

    String text() {
        return blocks.stream().map(Scenario::text).collect(Collectors.joining("\n\n")) + "\n";
    }

    private static String text(Block block) {
        List<String> lines = new ArrayList<>(block.commands());
        if (!block.commands().stream().allMatch(command -> command.startsWith("#"))) {
            lines.add(SEEN);
            lines.addAll(block.seen());
        }
        return String.join("\n", lines);
    }
}
