package dev.virtualip.e2e.demo;

/** Text for a terminal of 100 columns. */
final class WrappedText {
    private static final int COLUMNS = 100;
    private static final String FIRST = "  ";
    private static final String REST = "      ";

    private WrappedText() {}

    /** The text in lines that fit, broken between words; a word that is too long stands alone. */
    static String lines(String text) {
        StringBuilder lines = new StringBuilder(FIRST);
        int column = FIRST.length();
        boolean isFirstWord = true;
        for (String word : text.split(" ", -1)) {
            if (!isFirstWord && column + 1 + word.length() > COLUMNS) {
                lines.append(System.lineSeparator()).append(REST).append(word);
                column = REST.length() + word.length();
            } else {
                lines.append(isFirstWord ? "" : " ").append(word);
                column += word.length() + (isFirstWord ? 0 : 1);
            }
            isFirstWord = false;
        }
        return lines.toString();
    }
}
