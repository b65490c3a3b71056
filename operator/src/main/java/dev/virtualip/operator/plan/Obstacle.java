package dev.virtualip.operator.plan;

/** Why a node is no candidate for something new. */
enum Obstacle {
    NOT_SELECTED("not selected by nodeSelector"),
    DELETED("being deleted"),
    EXCLUDED("labelled node.kubernetes.io/exclude-from-external-load-balancers"),
    NOT_READY("not Ready"),
    TAINTED("tainted"),
    NO_AGENT("without an agent that reports"),
    NO_INTERFACE("without a fitting interface");

    private final String text;

    Obstacle(String text) {
        this.text = text;
    }

    /** As in "3 nodes are not Ready", without the verb. */
    String text() {
        return text;
    }
}
