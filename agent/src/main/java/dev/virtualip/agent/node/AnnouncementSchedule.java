package dev.virtualip.agent.node;

/**
 * Timing of the announcements of an Active by gratuitous ARP or unsolicited neighbor advertisement.
 *
 * @param repeat how many announcements of each address a burst holds, 1..100
 * @param intervalNanos the time between two announcements of one burst
 * @param delayNanos when the second burst comes, counted from the first; 0: no second burst
 * @param refreshNanos how often one announcement is repeated for as long as the router is Active; 0: never
 */
public record AnnouncementSchedule(int repeat, long intervalNanos, long delayNanos, long refreshNanos) {}
