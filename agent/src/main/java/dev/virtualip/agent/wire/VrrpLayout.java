package dev.virtualip.agent.wire;

import dev.virtualip.agent.vrrp.Family;

/**
 * The offsets of the fields of a VRRP message.
 *
 * <pre>
 * Version 3, RFC 9568 section 5.1 (addresses of 4 or 16 bytes):
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+---------------+---------------+---------------+
 * |Version| Type  | Virtual Rtr ID|    Priority   |IPvX Addr Count|
 * +-------+-------+---------------+---------------+---------------+
 * |Reserve|  Max Adver Int (10 ms)|           Checksum            |
 * +-------+-----------------------+-------------------------------+
 * |                       IPvX Address(es)                        |
 * +---------------------------------------------------------------+
 *
 * Version 2, RFC 3768 section 5.1 (authentication as in RFC 2338 section 5.1):
 * +-------+-------+---------------+---------------+---------------+
 * |Version| Type  | Virtual Rtr ID|    Priority   | Count IP Addrs|
 * +-------+-------+---------------+---------------+---------------+
 * |   Auth Type   |Adver Int (1 s)|           Checksum            |
 * +---------------+---------------+-------------------------------+
 * |                       IPv4 Address(es)                        |
 * +---------------------------------------------------------------+
 * |                 PacketAuthentication Data (8 bytes)                 |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class VrrpLayout {

    /** The number of VRRP among the IP protocols. */
    static final int PROTOCOL = 112;

    static final int VERSION_AND_TYPE = 0;
    static final int VIRTUAL_ROUTER_ID = 1;
    static final int PRIORITY = 2;
    static final int COUNT = 3;
    static final int V2_AUTHENTICATION_TYPE = 4;
    static final int V2_INTERVAL = 5;
    static final int V3_INTERVAL = 4;
    static final int CHECKSUM = 6;
    static final int ADDRESSES = 8;

    static final int HEADER_LENGTH = 8;
    static final int V2_AUTHENTICATION_LENGTH = Long.BYTES;

    static final int TYPE_ADVERTISEMENT = 1;
    static final int HOP_LIMIT = 255;
    static final int ADDRESS_COUNT_MAX = 255;

    static final long V2_INTERVAL_UNIT_NANOS = 1_000_000_000;
    static final int V2_INTERVAL_MAX = 255;
    static final long V3_INTERVAL_UNIT_NANOS = 10_000_000;
    /** Also the mask of the field: the four bits above it are reserved. */
    static final int V3_INTERVAL_MAX = 0x0fff;

    private VrrpLayout() {}

    /** The offset of the authentication data of version 2. */
    static int authenticationData(int addressCount) {
        return ADDRESSES + addressCount * Family.IPV4.addressLength();
    }

    /** The exact length of a message in bytes. */
    static int length(int version, Family family, int addressCount) {
        int addressesEnd = ADDRESSES + addressCount * family.addressLength();
        return version == 2 ? addressesEnd + V2_AUTHENTICATION_LENGTH : addressesEnd;
    }
}
