package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.keepalived.parse.UnusualCharacters;

/** What to say of a keyword that neither its block nor the list of unsupported directives knows. */
final class UnknownKeyword {
    private UnknownKeyword() {}

    /** Returns what happens to it and what to do. */
    static String text(String keyword) {
        String home = home(keyword);
        if (!home.isEmpty()) {
            return "belongs into %s, not here: left out; move it there, or check the braces before it".formatted(home);
        }
        return UnusualCharacters.in(keyword)
                ? "left out, since keepalived takes its unusual characters as part of the word"
                : "not known here: left out; check its spelling";
    }

    /** Where a keyword is understood; empty: nowhere. */
    private static String home(String keyword) {
        if (HostKeywords.TOP.knows(keyword)) {
            return "the top of the file";
        }
        if (HostKeywords.GLOBAL.knows(keyword)) {
            return "global_defs";
        }
        if (InstanceKeywords.TABLE.knows(keyword)) {
            return "a vrrp_instance";
        }
        return InstanceKeywords.AUTHENTICATION.knows(keyword) ? "the block authentication" : "";
    }
}
