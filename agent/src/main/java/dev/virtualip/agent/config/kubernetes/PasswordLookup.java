package dev.virtualip.agent.config.kubernetes;

import dev.virtualip.crds.v1alpha1.Authentication.SecretRef;

/** Looks up passwords in Secrets. */
@FunctionalInterface
interface PasswordLookup {
    /** The password that a reference refers to. */
    Result of(SecretRef reference);

    /** Result of a lookup. */
    sealed interface Result {}

    /** The password. */
    record Found(String password) implements Result {
        /** Omits the password. */
        @Override
        public String toString() {
            return "Found[***]";
        }
    }

    /**
     * No password.
     *
     * @param message the reason and the remedy
     */
    record Missing(String message) implements Result {}
}
