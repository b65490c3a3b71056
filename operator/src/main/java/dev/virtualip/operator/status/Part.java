package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A node's part in a virtual router, as far as it is known.
 *
 * @param node its name
 * @param interfaceName the interface there
 * @param priority the priority that it was given
 * @param candidate whether the plan has it; otherwise it took part before and has not yet confirmed its release
 * @param report what its agent said last of this virtual router; null: nothing
 * @param silence why what it said last may be out of date, in words; null: it is not
 * @param lag what it has not carried out yet; null: it runs what the plan says
 */
record Part(
        String node,
        String interfaceName,
        int priority,
        boolean candidate,
        @Nullable VirtualRouterStatus report,
        @Nullable String silence,
        @Nullable Lag lag) {

    static final String INITIALIZE = "Initialize";
    static final String BACKUP = "Backup";
    static final String ACTIVE = "Active";
    static final String RELEASING = "Releasing";
    static final String PEER_TIMEOUT = "PeerTimeout";
    private static final String STOPPED = "Stopped";

    /** Whether its agent said last that it is in this state. */
    boolean is(String state) {
        return report != null && report.state().equals(state);
    }

    boolean claims() {
        return is(ACTIVE);
    }

    /** Whether its agent has spoken, and nothing suggests that it no longer could. */
    boolean live() {
        return report != null && silence == null;
    }

    /** Whether it could hold the addresses if the others were gone. */
    boolean healthy() {
        boolean ready = is(BACKUP) || is(ACTIVE) || (is(RELEASING) && !stopped());
        return candidate && live() && ready && condition(Words.ADDRESS_IN_USE) == null;
    }

    boolean stopped() {
        return because(STOPPED);
    }

    /** Whether its state began for this reason. */
    boolean because(String reason) {
        return report != null && report.reason().equals(reason);
    }

    /** When its state began, by its own clock. */
    Instant since() {
        try {
            return report == null ? Instant.EPOCH : Instant.parse(report.since());
        } catch (DateTimeParseException _) {
            return Instant.EPOCH;
        }
    }

    /** The address that it sends from; null: not known. */
    @Nullable
    String source() {
        return report == null ? null : report.sourceAddress();
    }

    /** Whether it took over from another one, as it says. */
    boolean tookOverFrom(Part other) {
        return claims() && report != null && same(report.previousActiveRouter(), other.source());
    }

    /** Whether it is Active and hears another one go on advertising. */
    boolean hears(Part other) {
        return claims() && report != null && same(report.otherActiveRouter(), other.source());
    }

    /** Whether it stands by for another one, whose advertisements it hears. */
    boolean follows(Part other) {
        return live() && is(BACKUP) && report != null && same(report.activeRouter(), other.source());
    }

    private static boolean same(@Nullable String address, @Nullable String source) {
        return address != null && address.equals(source);
    }

    /** What it says under a reason; null: nothing. */
    @Nullable
    Condition condition(String reason) {
        if (report != null) {
            for (Condition condition : report.conditions()) {
                if (condition.reason().equals(reason)) {
                    return condition;
                }
            }
        }
        return null;
    }

    /** Its name, and the address that it sends from. */
    String described() {
        return source() == null ? node : node + " (" + source() + ")";
    }
}
