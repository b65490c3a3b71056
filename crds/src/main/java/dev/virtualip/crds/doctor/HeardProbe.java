package dev.virtualip.crds.doctor;

/**
 * Counts of test advertisements of one other host.
 *
 * @param identity the number in them
 * @param source the address that they came from
 * @param multicast how many multicast ones the VRRP socket received
 * @param unicast how many unicast ones
 * @param large how many large ones
 * @param multicastFrames how many multicast frames arrived on the interface, before the firewall
 * @param unicastFrames how many unicast frames
 */
public record HeardProbe(
        int identity, String source, int multicast, int unicast, int large, int multicastFrames, int unicastFrames) {}
