package dev.virtualip.operator.plan.topology;

/** Reasons why a node is not eligible for new virtual routers. */
public enum IneligibilityReason {
    NOT_SELECTED("not selected by nodeSelector"),
    NO_ENDPOINT("without a ready endpoint of the Service"),
    DELETED("being deleted"),
    EXCLUDED("labelled node.kubernetes.io/exclude-from-external-load-balancers"),
    NOT_READY("not Ready"),
    TAINTED("tainted"),
    NO_AGENT("without a reporting agent"),
    NO_INTERFACE("without a suitable interface");

    private final String text;

    IneligibilityReason(String text) {
        this.text = text;
    }

    /** Returns the text, as in "3 nodes are not Ready" without the verb. */
    public String text() {
        return text;
    }
}
