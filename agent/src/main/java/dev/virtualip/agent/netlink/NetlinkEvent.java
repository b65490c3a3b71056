package dev.virtualip.agent.netlink;

import java.net.InetAddress;

/** The content of a message from the kernel. */
public sealed interface NetlinkEvent {

    /**
     * A link is there and has these properties: new, changed, or listed by a dump.
     *
     * @param index the interface index; a link that is deleted and made again has another one
     * @param name the interface name
     * @param flags the {@code IFF_} flags; see the methods
     * @param mac the hardware address as a 48-bit number; 0 if it has none of six bytes
     * @param mtu in bytes; 0 if not said
     * @param masterIndex the bridge, bond or VRF it belongs to; 0: none
     * @param state the operational state
     */
    record LinkChanged(int index, String name, int flags, long mac, int mtu, int masterIndex, OperationalState state)
            implements NetlinkEvent {
        private static final int IFF_UP = 0x1;
        private static final int IFF_LOOPBACK = 0x8;
        private static final int IFF_RUNNING = 0x40;
        private static final int IFF_LOWER_UP = 0x10000;

        /** Whether the administrator wants it up. */
        public boolean up() {
            return (flags & IFF_UP) != 0;
        }

        /** Whether it has a carrier. */
        public boolean lowerUp() {
            return (flags & IFF_LOWER_UP) != 0;
        }

        /** Whether it can carry packets, as far as the kernel knows. */
        public boolean running() {
            return (flags & IFF_RUNNING) != 0;
        }

        /** Whether it is the loopback interface. */
        public boolean loopback() {
            return (flags & IFF_LOOPBACK) != 0;
        }
    }

    /**
     * A link is gone, or has moved to another network namespace.
     *
     * @param index its interface index
     * @param name its last name; empty if not said
     */
    record LinkRemoved(int index, String name) implements NetlinkEvent {}

    /**
     * An address is there and has these properties: new, changed, renewed, or listed by a dump.
     *
     * @param interfaceIndex the interface
     * @param address the address, without a scope
     * @param prefixLength 0..32 or 0..128
     * @param flags {@link AddressFlags}; see the methods
     * @param protocol who made it ({@code IFA_PROTO}); 0 if not said, always so on kernels before 5.18
     * @param label the IPv4 label; empty if none
     * @param scope the {@code RT_SCOPE_}: 0 universe, 253 link, 254 host
     * @param preferredSeconds how long it may still be chosen as a source; {@link AddressRequest#FOREVER}
     * @param validSeconds how long it still lives; {@link AddressRequest#FOREVER}
     */
    record AddressChanged(
            int interfaceIndex,
            InetAddress address,
            int prefixLength,
            int flags,
            int protocol,
            String label,
            int scope,
            long preferredSeconds,
            long validSeconds)
            implements NetlinkEvent {
        /** IPv6: not usable yet. */
        public boolean tentative() {
            return (flags & AddressFlags.TENTATIVE) != 0;
        }

        /** IPv6: another host has it, so it will not be usable. */
        public boolean dadFailed() {
            return (flags & AddressFlags.DAD_FAILED) != 0;
        }

        /** Not chosen as a source. */
        public boolean deprecated() {
            return (flags & AddressFlags.DEPRECATED) != 0;
        }

        /** Without a lifetime. */
        public boolean permanent() {
            return (flags & AddressFlags.PERMANENT) != 0;
        }

        /** IPv4: goes when the primary address of its subnet goes, unless secondaries are promoted. */
        public boolean secondary() {
            return (flags & AddressFlags.SECONDARY) != 0;
        }

        /** Whether it carries the mark of the agent. */
        public boolean ours() {
            return protocol == VirtualAddressRequests.PROTOCOL;
        }
    }

    /**
     * An address is gone.
     *
     * @param interfaceIndex the interface
     * @param address the address, without a scope
     * @param prefixLength the prefix it had
     */
    record AddressRemoved(int interfaceIndex, InetAddress address, int prefixLength) implements NetlinkEvent {}

    /**
     * The answer to one request.
     *
     * @param sequence the sequence number of the request
     * @param errno 0: done; otherwise the error number, above 0
     * @param message the kernel's own explanation; empty if it gave none
     */
    record Ack(int sequence, int errno, String message) implements NetlinkEvent {
        /** Whether the request was carried out. */
        public boolean ok() {
            return errno == 0;
        }
    }

    /**
     * A dump is complete.
     *
     * @param sequence the sequence number of the request
     */
    record Done(int sequence) implements NetlinkEvent {}

    /** The kernel had to drop messages: what is known may be out of date, only a dump puts it right. */
    record Overrun() implements NetlinkEvent {}
}
