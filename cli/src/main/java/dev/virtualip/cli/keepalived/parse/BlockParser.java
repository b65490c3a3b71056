package dev.virtualip.cli.keepalived.parse;

import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.conversion.UnreadableConfigException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Makes the tokens of successive lines into a tree. A brace may open its block at the end of a line or on the next. */
final class BlockParser {
    /** Deeper than any configuration that keepalived understands (it goes four deep). */
    private static final int MAX_DEPTH = 32;

    private static final int MAX_DIRECTIVES = 200_000;

    private record Block(SourceLine place, List<String> words, List<Directive> directives) {}

    private final Deque<Block> open = new ArrayDeque<>();
    private final List<Directive> roots = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private int count;

    /** Takes one line: a directive ends with its line. */
    void line(SourceLine place, List<Token> tokens) throws UnreadableConfigException {
        for (Token token : tokens) {
            switch (token) {
                case Token.Word(String text) -> words.add(text);
                case Token.Brace brace -> {
                    if (brace == Token.Brace.OPEN) {
                        open(place);
                    } else {
                        close(place);
                    }
                }
            }
        }
        endDirective(place);
    }

    /** The tree, once all lines were taken. */
    List<Directive> finish() throws UnreadableConfigException {
        Block unclosed = open.peek();
        if (unclosed != null) {
            throw new UnreadableConfigException(
                    unclosed.place,
                    "the block of '%s' is never closed: add a '}' at its end".formatted(unclosed.words.getFirst()));
        }
        return List.copyOf(roots);
    }

    private void open(SourceLine place) throws UnreadableConfigException {
        if (open.size() == MAX_DEPTH) {
            throw new UnreadableConfigException(
                    place, "blocks are nested more than %d deep: close one with '}'".formatted(MAX_DEPTH));
        }
        open.push(head(place));
        words = new ArrayList<>();
    }

    private Block head(SourceLine place) throws UnreadableConfigException {
        if (!words.isEmpty()) {
            return new Block(place, words, new ArrayList<>());
        }
        List<Directive> before = current();
        if (before.isEmpty() || !before.getLast().block().isEmpty()) {
            throw new UnreadableConfigException(place, "'{' has no keyword before it: remove it or name the block");
        }
        Directive name = before.removeLast();
        return new Block(name.place(), name.words(), new ArrayList<>());
    }

    private void close(SourceLine place) throws UnreadableConfigException {
        endDirective(place);
        if (open.isEmpty()) {
            throw new UnreadableConfigException(place, "'}' closes nothing: remove it, or open its block with '{'");
        }
        Block done = open.pop();
        add(new Directive(done.place, done.words, done.directives, place.line()));
    }

    private void endDirective(SourceLine place) throws UnreadableConfigException {
        if (!words.isEmpty()) {
            add(new Directive(place, words, List.of(), place.line()));
            words = new ArrayList<>();
        }
    }

    private void add(Directive directive) throws UnreadableConfigException {
        if (++count > MAX_DIRECTIVES) {
            throw new UnreadableConfigException(
                    directive.place(), "more than %d directives: split the file".formatted(MAX_DIRECTIVES));
        }
        current().add(directive);
    }

    private List<Directive> current() {
        Block block = open.peek();
        return block == null ? roots : block.directives;
    }
}
