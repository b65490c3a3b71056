package dev.virtualip.crds;

/** What is wrong with a VirtualIP. */
public final class VirtualIPRules {
    /** How long the name of a VirtualIP may be: its virtual routers are named after it, with the family at the end. */
    public static final int MAX_NAME_CHARACTERS = Names.MAX_CHARACTERS - "-ipv4".length();

    private VirtualIPRules() {}
}
