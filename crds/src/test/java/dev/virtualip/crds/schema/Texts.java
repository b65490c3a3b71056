package dev.virtualip.crds.schema;

import java.util.List;

/** The kinds of text that fields of a spec hold. */
final class Texts {
    /** A name within an object, or of one of our objects. */
    static final Text NAME = new Text(253, "^[a-z0-9]([-.a-z0-9]{0,61}[a-z0-9])?$", List.of());

    /** The name of any object of Kubernetes. */
    static final Text OBJECT_NAME = new Text(253, "^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$", List.of());

    /** The name of an interface. */
    static final Text INTERFACE = new Text(63, "^[^\\x00-\\x20\\x7f-\\x9f/:]{1,15}$", List.of());

    /** The label of an IPv4 address. */
    static final Text ADDRESS_LABEL = new Text(63, "^[^\\x00-\\x20\\x7f-\\x9f]{1,15}$", List.of());

    /** An address with or without a prefix. */
    static final Text ADDRESS = new Text(64, "^[0-9a-fA-F:.]{2,45}(/[1-9][0-9]{0,2})?$", List.of());

    /** An address without a prefix. */
    static final Text HOST = new Text(64, "^[0-9a-fA-F:.]{2,45}$", List.of());

    private static final String DURATION = "^([0-9]{1,4}m)?([0-9]{1,6}([.][0-9]{1,3})?s)?([0-9]{1,8}ms)?$";

    private Texts() {}

    /** A duration. */
    static Text duration(String min, String max) {
        return new Text(32, DURATION, List.of());
    }
}
