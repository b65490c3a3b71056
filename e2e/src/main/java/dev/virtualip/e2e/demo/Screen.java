package dev.virtualip.e2e.demo;

import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.lab.WorkEnd;
import java.io.Console;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Shows the demo while it runs: a table that is drawn again and again with the story below it, on a terminal; else one
 * line for each thing that happens.
 */
final class Screen implements AutoCloseable {
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE_END = "\u001b[K\n";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final int STORY_LINES = 14;
    private static final int READ_MILLIS = 3000;
    private static final int DRAW_EVERY_MILLIS = 200;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out = System.out;
    private final boolean isTerminal;
    private final Supplier<DemoSnapshot> view;
    private final Deque<String> story = new ArrayDeque<>();
    private final long started = System.nanoTime();
    private final Thread painter;
    private Set<String> lastChanges = Set.of();
    private String lastFailure = "";
    private final WorkEnd end = new WorkEnd("the screen");

    /** A screen on what this program prints to; a terminal is cleared after what was said can have been read. */
    static Screen open(Supplier<DemoSnapshot> view) {
        boolean isTerminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        if (isTerminal) {
            Wait.millis(READ_MILLIS);
        }
        return new Screen(isTerminal, view);
    }

    /** Says how to look around, and waits until Ctrl-C. */
    static void hold(String commands) throws InterruptedException {
        System.out.printf("%nEverything stays until Ctrl-C. To look around, in another terminal:%n%s", commands);
        new CountDownLatch(1).await();
    }

    private Screen(boolean isTerminal, Supplier<DemoSnapshot> view) {
        this.isTerminal = isTerminal;
        this.view = view;
        if (isTerminal) {
            out.print(HOME_AND_CLEAR);
        }
        painter = Thread.ofPlatform().name("screen").daemon().start(end.guarding(this::paint));
    }

    /** Adds a line to the story. */
    void say(String text) {
        String line = String.format(Locale.ROOT, "%6.1f s  %s", (System.nanoTime() - started) / NANOS_PER_SECOND, text);
        synchronized (story) {
            story.addLast(line);
            if (story.size() > STORY_LINES) {
                story.removeFirst();
            }
        }
        if (!isTerminal) {
            out.println(line);
        }
    }

    /** Stops drawing; what was drawn last stays. */
    @Override
    public void close() {
        end.await(painter);
    }

    private void paint() {
        while (!end.isRequested()) {
            try {
                draw(view.get());
                lastFailure = "";
            } catch (RuntimeException e) {
                // A host may be half way between two states, and the next look is soon; whatever it is, the view stays.
                sayOnce("(no view for the moment: " + e.getMessage() + ")");
            }
            Wait.millis(DRAW_EVERY_MILLIS);
        }
    }

    private void sayOnce(String failure) {
        if (!failure.equals(lastFailure)) {
            lastFailure = failure;
            say(failure);
        }
    }

    private void draw(DemoSnapshot scene) {
        if (isTerminal) {
            out.print(frame(scene));
            out.flush();
            return;
        }
        Set<String> changes =
                scene.hosts().stream().map(DemoSnapshot.HostLine::change).collect(Collectors.toUnmodifiableSet());
        Set<String> fresh = new HashSet<>(changes);
        fresh.removeAll(lastChanges);
        fresh.stream().sorted().forEach(change -> say("  " + change));
        lastChanges = changes;
    }

    private String frame(DemoSnapshot scene) {
        List<String> lines = new ArrayList<>(scene.lines());
        lines.add("");
        synchronized (story) {
            lines.addAll(story);
        }
        return HOME + String.join(CLEAR_LINE_END, lines) + CLEAR_LINE_END + CLEAR_BELOW;
    }
}
