package dev.virtualip.crds.doctor;

import java.util.List;

/**
 * The hosts that answer for a virtual address.
 *
 * @param address the address
 * @param macs their Ethernet addresses
 */
public record AddressHolder(String address, List<String> macs) {

    /** Keeps a copy of the list. */
    public AddressHolder {
        macs = List.copyOf(macs);
    }
}
