package dev.virtualip.agent.wire;

/** What a raw IPv4 socket delivered, taken out of its packet. */
public sealed interface Delivered permits Datagram, Decoded.Malformed {}
