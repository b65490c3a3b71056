package dev.virtualip.agent.netlink;

/** The {@code IFA_F_} flags of an address ({@code linux/if_addr.h}). */
public final class AddressFlags {
    /** IPv4: another address of the same subnet is the primary one; this one goes when that one goes. */
    public static final int SECONDARY = 0x01;

    /** IPv6: no duplicate address detection. */
    public static final int NODAD = 0x02;

    /** IPv6: duplicate address detection found another holder. */
    public static final int DAD_FAILED = 0x08;

    /** Not chosen as a source, because its preferred lifetime is over. */
    public static final int DEPRECATED = 0x20;

    /** IPv6: not usable yet, duplicate address detection is under way. */
    public static final int TENTATIVE = 0x40;

    /** Without a lifetime. */
    public static final int PERMANENT = 0x80;

    /** The kernel makes no route to the subnet of this address. */
    public static final int NO_PREFIX_ROUTE = 0x200;

    private AddressFlags() {}
}
