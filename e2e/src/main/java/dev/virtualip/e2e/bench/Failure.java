package dev.virtualip.e2e.bench;

import dev.virtualip.testkit.daemon.Daemon;

/** A failure of the host that holds the address. */
enum Failure {
    CABLE("cable pulled") {
        @Override
        void strike(Daemon active) {
            active.host().pullCable();
        }
    },
    STOP("SIGTERM") {
        @Override
        void strike(Daemon active) {
            active.terminate();
        }
    },
    KILL("kill -9") {
        @Override
        void strike(Daemon active) {
            active.kill();
        }
    };

    private final String words;

    Failure(String words) {
        this.words = words;
    }

    /** Makes it happen, and returns at once. */
    abstract void strike(Daemon active);

    @Override
    public String toString() {
        return words;
    }
}
