package dev.virtualip.agent.wire;

import java.util.List;

/** The form that advertisements for a Virtual Router ID must have to be accepted. */
public sealed interface Expectation {

    /** Everything that is sound: to report a router that is not ours. */
    Expectation ANYTHING = new Anything();

    /** Whether a message of this version is meant for the virtual router. */
    boolean acceptsVersion(int version);

    /** Whether a version 2 message may be authenticated in this way. */
    boolean acceptsAuthenticationType(int type);

    /** Whether a version 2 message with this authentication type and these eight bytes of data is authenticated. */
    boolean acceptsAuthentication(int type, long data);

    /** Whether a version 2 message may have this advertisement interval. */
    boolean acceptsInterval(long intervalNanos);

    /**
     * The settings of a virtual router of ours.
     *
     * @param version 2 or 3
     * @param intervalNanos its own Advertisement Interval; only version 2 compares it
     * @param authentications each one that version 2 accepts, more than one while a new one is rolled out; version 3
     *     has none and does not look
     */
    record Local(int version, long intervalNanos, List<PacketAuthentication> authentications) implements Expectation {
        /** Keeps a copy; an empty list would make a version 2 router deaf, so it is refused. */
        public Local {
            authentications = List.copyOf(authentications);
            if (authentications.isEmpty()) {
                throw new IllegalArgumentException("no authentication accepted at all: use PacketAuthentication.NONE");
            }
        }

        @Override
        public boolean acceptsVersion(int received) {
            return received == version;
        }

        @Override
        public boolean acceptsAuthenticationType(int type) {
            for (int i = 0; i < authentications.size(); i++) {
                if (authentications.get(i).type() == type) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean acceptsAuthentication(int type, long data) {
            for (int i = 0; i < authentications.size(); i++) {
                if (authentications.get(i).matches(type, data)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean acceptsInterval(long received) {
            return received == intervalNanos;
        }
    }

    /** Asks for nothing. */
    record Anything() implements Expectation {
        @Override
        public boolean acceptsVersion(int version) {
            return true;
        }

        @Override
        public boolean acceptsAuthenticationType(int type) {
            return true;
        }

        @Override
        public boolean acceptsAuthentication(int type, long data) {
            return true;
        }

        @Override
        public boolean acceptsInterval(long intervalNanos) {
            return true;
        }
    }
}
