package dev.virtualip.crds.doctor;

/**
 * One thing that the doctor found.
 *
 * @param kind what it is
 * @param node the node, or the nodes, where it was found; empty in a report of one host
 * @param subject the interface, address or pair that it is about; empty: the whole host
 * @param message a full sentence with the observed values
 */
public record Finding(FindingKind kind, String node, String subject, String message) {

    /** A finding in a report of one host. */
    public static Finding of(FindingKind kind, String subject, String message) {
        return new Finding(kind, "", subject, message);
    }

    /** The same, at this node. */
    public Finding at(String name) {
        return new Finding(kind, name, subject, message);
    }
}
