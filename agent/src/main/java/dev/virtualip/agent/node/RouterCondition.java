package dev.virtualip.agent.node;

import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionType;

/**
 * RouterCondition of this node or of one of its virtual routers that needs attention.
 *
 * @param type its type, such as {@code InterfaceReady}
 * @param reason one word that a program can act on, such as {@code InterfaceNotFound}
 * @param message the problem and the remedy
 */
public record RouterCondition(String type, String reason, String message) {
    /** A condition with a type and a reason of the API. */
    public RouterCondition(ConditionType type, ConditionReason reason, String message) {
        this(type.text(), reason.text(), message);
    }
}
