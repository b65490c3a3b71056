package dev.virtualip.crds.schema;

import java.util.List;

/**
 * A kind of text that fields hold.
 *
 * @param maxLength how many characters it may have; more than a rule allows, so that the rule gets to say it
 * @param pattern a regular expression that it matches, for {@link Audience#PROGRAM}
 * @param rules CEL rules about {@code self}, for {@link Audience#PEOPLE}
 */
record Text(int maxLength, String pattern, List<Rule> rules) {

    /** Any text of some length. */
    static Text of(int maxLength) {
        return new Text(maxLength, "", List.of());
    }
}
