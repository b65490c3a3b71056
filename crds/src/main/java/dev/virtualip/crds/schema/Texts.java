package dev.virtualip.crds.schema;

import java.util.List;

/** The kinds of text that fields of a spec hold. The messages are those of the rules for files. */
final class Texts {
    /** A name within an object, or of one of our objects. */
    static final Text NAME = new Text(
            253,
            "^[a-z0-9]([-.a-z0-9]{0,61}[a-z0-9])?$",
            List.of(Rule.of(
                    "self.matches('^[a-z0-9]([-.a-z0-9]{0,61}[a-z0-9])?$')",
                    "\"{self}\" is not a name; use at most 63 lower case letters, digits, '-' and '.',"
                            + " with a letter or digit at both ends")));

    /** The name of any object of Kubernetes. */
    static final Text OBJECT_NAME = new Text(
            253,
            "^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$",
            List.of(Rule.of(
                    "self.matches('^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$')",
                    "\"{self}\" is not a name; use lower case letters, digits, '-' and '.',"
                            + " with a letter or digit at both ends")));

    /** A key of a Secret. */
    static final Text SECRET_KEY = new Text(
            253,
            "^[-._a-zA-Z0-9]+$",
            List.of(Rule.of(
                    "self.matches('^[-._a-zA-Z0-9]+$')",
                    "\"{self}\" is not a key of a Secret; use letters, digits, '-', '_' and '.'")));

    /** The name of an interface; the kernel bounds its bytes, not its characters. */
    static final Text INTERFACE = new Text(
            63,
            "^[^\\x00-\\x20\\x7f-\\x9f/:]{1,15}$",
            List.of(Rule.of("""
                bytes(self).size() <= 15 && self != '.' && self != '..'
                  && self.matches('^[^\\\\x00-\\\\x20\\\\x7f-\\\\x9f/:]+$')
                """, "\"{self}\" cannot be an interface; give a name of 1..15 bytes as ip link shows it")));

    /** The label of an IPv4 address, which the kernel bounds in the same way. */
    static final Text ADDRESS_LABEL = new Text(
            63,
            "^[^\\x00-\\x20\\x7f-\\x9f]{1,15}$",
            List.of(Rule.of(
                    "bytes(self).size() <= 15 && self.matches('^[^\\\\x00-\\\\x20\\\\x7f-\\\\x9f]+$')",
                    "\"{self}\" cannot be a label; give 1..15 bytes without spaces, such as eth1:1")));

    /** A regular expression: one that cannot be read makes the rule itself fail, and the server says why. */
    static final Text PATTERN = new Text(
            128,
            "",
            List.of(Rule.of("self != '' && 'eth0'.matches(self) in [true, false]", "give a regular expression")));

    private static final String LABEL_KEY_PATTERN =
            "^([-.a-z0-9]{1,253}/)?[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$";
    private static final String LABEL_VALUE_PATTERN = "^([a-zA-Z0-9]([-._a-zA-Z0-9]*[a-zA-Z0-9])?)?$";
    private static final String NO_LABEL_KEY =
            "is not the key of a label; write one such as rack or topology.kubernetes.io/zone";
    private static final String NO_LABEL_VALUE =
            "is not the value of a label; use letters, digits, '-', '_' and '.', with a letter or digit at both ends";

    /** The key of a label. */
    static final Text LABEL_KEY = new Text(
            317,
            LABEL_KEY_PATTERN,
            List.of(Rule.of("self.matches('" + LABEL_KEY_PATTERN + "')", "\"{self}\" " + NO_LABEL_KEY)));

    /** The value of a label. */
    static final Text LABEL_VALUE = new Text(
            63,
            LABEL_VALUE_PATTERN,
            List.of(Rule.of("self.matches('" + LABEL_VALUE_PATTERN + "')", "\"{self}\" " + NO_LABEL_VALUE)));

    /** Rules about values by key. */
    static final Rule[] LABELS = {
        Rule.of(
                "self.all(key, key.matches('" + LABEL_KEY_PATTERN + "'))",
                "\"{self.filter(key, !key.matches('" + LABEL_KEY_PATTERN + "'))[0]}\" " + NO_LABEL_KEY),
        Rule.of(
                "self.all(key, self[key].matches('" + LABEL_VALUE_PATTERN + "'))",
                "the value of {self.filter(key, !self[key].matches('" + LABEL_VALUE_PATTERN + "'))[0]} "
                        + NO_LABEL_VALUE)
    };

    private Texts() {}
}
