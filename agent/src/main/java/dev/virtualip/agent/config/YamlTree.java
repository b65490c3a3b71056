package dev.virtualip.agent.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.virtualip.agent.config.DocumentTree.Refused;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the only document of a text. What a configuration does without is refused: tags, anchors and aliases. */
final class YamlTree {
    private static final YAMLFactory FACTORY = new YAMLFactory();
    private static final Pattern MARK = Pattern.compile("^ in .*, line (\\d{1,9}), column \\d+:?$", Pattern.MULTILINE);

    private final YAMLParser parser;
    private final DocumentTree tree;

    private YamlTree(YAMLParser parser) {
        this.parser = parser;
        this.tree = new DocumentTree(parser, this::refuseReferences);
    }

    /** The root of the only document in a text, or null after adding the problem. */
    static @Nullable YamlNode parse(String text, FileProblems problems) {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            return new YamlTree(parser).onlyDocument(problems);
        } catch (Refused e) {
            problems.add(e.line(), "", String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            problems.add(line(e), "", "not YAML: " + oneLine(e) + "; check indentation, quotes and brackets");
        } catch (IOException e) {
            problems.add("cannot be read as YAML (" + e.getMessage() + "); simplify the document");
        }
        return null;
    }

    private @Nullable YamlNode onlyDocument(FileProblems problems) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            problems.add("is empty; write a VRRPRouter document");
            return null;
        }
        YamlNode root = tree.node(first);
        if (parser.nextToken() != null) {
            problems.add(tree.line(), "", "a second document begins here; one file describes one node");
        }
        return root;
    }

    private void refuseReferences() throws IOException {
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            throw new Refused(tree.line(), "anchors (&) and aliases (*) are not supported; write the value out");
        }
        if (parser.getTypeId() != null) {
            throw new Refused(tree.line(), "tags (!) are not supported; remove it");
        }
    }

    /** The last line that the message speaks of, which is where it went wrong; else the last one that was read. */
    private static int line(JsonProcessingException e) {
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        Matcher mark = MARK.matcher(String.valueOf(e.getOriginalMessage()));
        while (mark.find()) {
            line = Integer.parseInt(mark.group(1));
        }
        return line;
    }

    /** What is wrong, of a message that goes on with excerpts of the document (which could show a password). */
    private static String oneLine(JsonProcessingException e) {
        return String.valueOf(e.getOriginalMessage())
                .lines()
                .filter(line -> !line.isEmpty() && !Character.isWhitespace(line.charAt(0)))
                .map(line -> line.replaceFirst(", got this instead.*", ""))
                .collect(Collectors.joining(", "));
    }
}
