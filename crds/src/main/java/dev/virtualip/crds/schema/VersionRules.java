package dev.virtualip.crds.schema;

/** The rules of what depends on the version of the protocol: interval, family, authentication. */
final class VersionRules {
    private static final String INTERVAL = "self.advertisementInterval";
    private static final String FITS_2 =
            "(" + DurationRules.isBetween(INTERVAL, "1s", "255s") + " && " + isMultiple(1000) + ")";
    private static final String IN_RANGE_OF_3 = DurationRules.isBetween(INTERVAL, "10ms", "40.95s");
    private static final String FITS_3 = "(" + IN_RANGE_OF_3 + " && " + isMultiple(10) + ")";

    private VersionRules() {}

    /**
     * The rules.
     *
     * @param otherwise the version where the object names none; 0: it is not known
     */
    static Rule[] of(String otherwise) {
        String version = "(has(self.vrrp) && has(self.vrrp.version) ? self.vrrp.version : " + otherwise + ")";
        return new Rule[] {
            interval(
                    version + " != 2 || " + FITS_2,
                    "does not fit version 2; {" + IN_RANGE_OF_3
                            + " ? 'use version 3, or ' : ''}give whole seconds, 1s..255s"),
            interval(version + " != 3 || " + FITS_3, "does not fit version 3; give 10ms..40.95s in steps of 10ms"),
            interval(
                    version + " != 0 || " + FITS_2 + " || " + FITS_3,
                    "fits no version; give 10ms..40.95s in steps of 10ms, or whole seconds, 1s..255s, for version 2"),
            Rule.of(
                            version + " != 3 || !has(self.vrrp) || !has(self.vrrp.authentication)"
                                    + " || self.vrrp.authentication.type != 'Password'",
                            "version 3 has none; use version 2 or remove authentication")
                    .on(".vrrp.authentication")
        };
    }

    private static Rule interval(String holds, String message) {
        String readable = "has(" + INTERVAL + ") && " + DurationRules.isDuration(INTERVAL);
        return Rule.of("!(" + readable + ") || " + holds, "{" + INTERVAL + "} " + message)
                .on(".advertisementInterval");
    }

    private static String isMultiple(int millis) {
        return "duration(" + INTERVAL + ").getMilliseconds() % " + millis + " == 0";
    }
}
