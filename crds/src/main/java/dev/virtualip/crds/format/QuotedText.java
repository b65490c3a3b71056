package dev.virtualip.crds.format;

/** Text of a document inside a message: in quotes, on one line, of bounded length. */
public final class QuotedText {
    private static final int MAX_CHARACTERS = 64;

    private QuotedText() {}

    /** The text in quotes; control characters become question marks, a long text is cut. */
    public static String of(String text) {
        String shown = text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
        StringBuilder quoted = new StringBuilder(shown.length() + 2).append('"');
        shown.codePoints().forEach(c -> quoted.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return quoted.append('"').toString();
    }
}
