package dev.virtualip.cli.doctor;

/** Result of the packet test from one host to another; the last is the worst. */
enum Reception {
    /** They share no link. */
    NOT_TESTED("-"),
    /** Everything arrives. */
    OK("ok"),
    /** Large packets are lost. */
    SMALL_ONLY("small only"),
    /** Unicast is lost. */
    MULTICAST_ONLY("multicast only"),
    /** Multicast is lost. */
    UNICAST_ONLY("unicast only"),
    /** The sender's host refuses to send. */
    NOT_SENT("not sent"),
    /** The receiver's firewall drops what arrives. */
    FIREWALL("firewall"),
    /** Nothing arrives. */
    NOTHING("nothing");

    private final String text;

    Reception(String text) {
        this.text = text;
    }

    /** The cell of the matrix. */
    String text() {
        return text;
    }
}
