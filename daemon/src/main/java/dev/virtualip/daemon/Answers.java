package dev.virtualip.daemon;

import org.jspecify.annotations.Nullable;

/** Handler of HTTP requests. Called on several threads of the HTTP server at once. */
@FunctionalInterface
public interface Answers {

    /**
     * The answer to a GET or HEAD.
     *
     * @param path the path alone
     * @param accept the client's Accept header; null: it sent none
     */
    Answer to(String path, @Nullable String accept);
}
