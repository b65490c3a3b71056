package dev.virtualip.operator;

/** The version of the operator, read from the manifest of its jar. */
final class OperatorVersion {
    private OperatorVersion() {}

    static String get() {
        String version = OperatorVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
