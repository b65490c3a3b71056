package dev.virtualip.agent.wire;

/** One fault for each rung of the ladder, in its order. */
enum Fault {
    TTL,
    TRUNCATED,
    VERSION,
    TYPE,
    UNKNOWN_VIRTUAL_ROUTER,
    VERSION_MISMATCH,
    COUNT_ZERO,
    LENGTH,
    CHECKSUM,
    AUTHENTICATION_TYPE,
    AUTHENTICATION,
    INTERVAL_ZERO,
    INTERVAL_MISMATCH;

    void spoil(Attempt attempt) {
        switch (this) {
            case TTL -> attempt.hopLimit(254);
            case TRUNCATED -> attempt.resize(7);
            case VERSION -> attempt.flip(0, 0x60);
            case TYPE -> attempt.flip(0, 0x03);
            case UNKNOWN_VIRTUAL_ROUTER -> attempt.put(1, 77);
            case VERSION_MISMATCH -> attempt.expectVersion(3);
            case COUNT_ZERO -> attempt.put(3, 0);
            case LENGTH -> attempt.resize(attempt.length() + 1);
            case CHECKSUM -> attempt.breakChecksum();
            case AUTHENTICATION_TYPE -> attempt.put(4, 2);
            case AUTHENTICATION -> attempt.put(16, 'w');
            case INTERVAL_ZERO -> attempt.put(5, 0);
            case INTERVAL_MISMATCH -> attempt.expectInterval(3 * Sample.SECOND);
        }
    }

    Refusal refusal() {
        return Refusal.valueOf(name());
    }

    /** Nobody is named before the Virtual Router ID was read. */
    int virtualRouterId() {
        return switch (this) {
            case TTL, TRUNCATED, VERSION, TYPE -> 0;
            case UNKNOWN_VIRTUAL_ROUTER -> 77;
            case VERSION_MISMATCH,
                    COUNT_ZERO,
                    LENGTH,
                    CHECKSUM,
                    AUTHENTICATION_TYPE,
                    AUTHENTICATION,
                    INTERVAL_ZERO,
                    INTERVAL_MISMATCH -> Attempt.ID;
        };
    }
}
