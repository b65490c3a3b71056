package dev.virtualip.agent.loop;

/**
 * The outside world of one event loop: everything it reads or changes goes through these.
 *
 * @param clock its clocks
 * @param sockets its sockets and its channels to the kernel
 * @param poller reports which of them have something to read
 */
public record Platform(Clock clock, SocketFactory sockets, Poller poller) {}
