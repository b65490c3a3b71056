package dev.virtualip.testkit.docs;

import dev.virtualip.testkit.lab.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Markdown file.
 *
 * @param path its path below the root of the repository
 * @param text its text
 */
public record MarkdownPage(Path path, String text) {
    private static final Path DOCS = Path.of("docs");
    private static final Pattern FENCED = Pattern.compile("(?ms)^( *)```.*?^\\1```$");
    private static final Pattern CODE_SPAN = Pattern.compile("`[^`\n]+`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]\\[]*]\\(([^()\\s]+(?:\\([^()]*\\))?)\\)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");

    /**
     * Fenced block.
     *
     * @param page the page that it is in
     * @param line the line of its first line, from 1
     * @param language the language after the fence; empty: none
     * @param text its lines
     */
    public record Block(Path page, long line, String language, String text) {
        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    /** The pages of the site, without the decisions. */
    public static List<MarkdownPage> site() {
        return all().stream()
                .filter(page -> page.path.startsWith(DOCS) && page.path.getNameCount() == 2)
                .toList();
    }

    /** Every page below docs, and the README, CONTRIBUTING and ARCHITECTURE files. */
    public static List<MarkdownPage> all() {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> top = Files.list(Checkout.root());
                Stream<Path> docs = Files.walk(Checkout.root().resolve(DOCS));
                Stream<Path> chart = Files.walk(Checkout.root().resolve("deploy/helm"))) {
            Stream.of(top, docs, chart)
                    .flatMap(each -> each)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream().map(MarkdownPage::read).toList();
    }

    private static MarkdownPage read(Path file) {
        try {
            return new MarkdownPage(Checkout.root().relativize(file), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks of some languages. */
    public List<Block> blocks(Set<String> languages) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> languages.contains(block.group(1)))
                .map(block ->
                        new Block(path, 1 + lines(text.substring(0, block.start(2))), block.group(1), block.group(2)))
                .toList();
    }

    /** The targets of its links. */
    public List<String> links() {
        String prose = CODE_SPAN.matcher(withoutBlocks()).replaceAll("code");
        return LINK.matcher(prose).results().map(link -> link.group(1)).toList();
    }

    /** The anchors that its headings have on GitHub and in MkDocs alike. */
    public Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        Map<String, Integer> used = new HashMap<>();
        Matcher headings = HEADING.matcher(withoutBlocks());
        while (headings.find()) {
            String words = headings.group(1).replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1");
            String github =
                    words.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\s-]", "").replaceAll("\\s", "-");
            String mkdocs = words.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\w\\s-]", "")
                    .strip()
                    .replaceAll("[-\\s]+", "-");
            // A second heading of the same words gets a different suffix in each.
            if (github.equals(mkdocs) && used.merge(github, 1, Integer::sum) == 1) {
                anchors.add(github);
            }
        }
        return anchors;
    }

    private String withoutBlocks() {
        return FENCED.matcher(text).replaceAll("");
    }

    private static long lines(String text) {
        return text.chars().filter(c -> c == '\n').count();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
