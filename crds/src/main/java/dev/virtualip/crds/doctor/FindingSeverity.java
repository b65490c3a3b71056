package dev.virtualip.crds.doctor;

/** Severity of a finding; the first is the worst. */
public enum FindingSeverity {
    /** Addresses do not work, or will not after a failover. */
    ERROR,
    /** Addresses work now, and something can break them. */
    WARNING,
    /** A fact to know. */
    INFO
}
