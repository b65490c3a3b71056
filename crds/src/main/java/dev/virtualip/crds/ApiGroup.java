package dev.virtualip.crds;

/** The API group and version of all kinds. */
public final class ApiGroup {
    /** The group. */
    public static final String NAME = "virtualip.dev";

    /** The version: within it fields are only added, never renamed. */
    public static final String VERSION = "v1alpha1";

    private ApiGroup() {}
}
