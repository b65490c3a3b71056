package dev.virtualip.agent.config;

import dev.virtualip.crds.v1alpha1.Authentication.SecretRef;

/** The keys that Secrets hold. */
@FunctionalInterface
interface Keys {
    /** The key that a reference stands for. */
    Answer of(SecretRef reference);

    /** What is known of a key. */
    sealed interface Answer {}

    /** It is this. */
    record Known(String password) implements Answer {
        /** Without the password. */
        @Override
        public String toString() {
            return "Known[***]";
        }
    }

    /**
     * There is none.
     *
     * @param message why, and the remedy
     */
    record Missing(String message) implements Answer {}
}
