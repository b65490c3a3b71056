package dev.virtualip.agent.config;

import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** A YAML document as a tree of nodes that know their lines: nothing is turned into objects. */
final class YamlTree {
    /** Anchors shorten a file of many similar virtual routers; without a bound a few lines could mean gigabytes. */
    private static final int MAX_ALIASES = 1024;

    private static final int MAX_DEPTH = 20;

    private YamlTree() {}

    /** The root of the only document in a text, or null after adding the problem. */
    static @Nullable Node parse(String text, FileProblems problems) {
        try {
            return onlyDocument(composer(text), problems);
        } catch (MarkedYAMLException e) {
            String what = e.getProblem() == null ? "it breaks off" : e.getProblem();
            problems.add(line(e), "", "not YAML: " + oneLine(what) + "; check indentation, quotes and brackets");
        } catch (ReaderException e) {
            int line = 1 + (int) text.codePoints().limit(Math.max(0, e.getPosition())).filter(c -> c == '\n').count();
            problems.add(line, "", "contains the character U+%04X; remove it".formatted(e.getCodePoint()));
        } catch (YAMLException e) {
            problems.add("not YAML: " + oneLine(String.valueOf(e.getMessage())) + "; simplify the document");
        }
        return null;
    }

    /** The line on which a node begins, from 1. */
    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static @Nullable Node onlyDocument(Composer composer, FileProblems problems) {
        if (!composer.checkNode()) {
            problems.add("is empty; write a VRRPRouter document");
            return null;
        }
        Node root = composer.getNode();
        if (composer.checkNode()) {
            problems.add(line(composer.getNode()), "", "a second document begins here; one file describes one node");
            return null;
        }
        return root;
    }

    private static Composer composer(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        return new Composer(
                new ParserImpl(new StreamReader(new StringReader(text)), options), new Resolver(), options);
    }

    private static int line(MarkedYAMLException e) {
        return e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
    }

    private static String oneLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }
}
