package dev.virtualip.crds.report;

/**
 * The usage of one VirtualIPPool.
 *
 * @param name its name
 * @param total the number of its addresses
 * @param used the number of those in use
 * @param free the number of those that can still be allocated
 */
public record PoolReport(String name, long total, long used, long free) {}
