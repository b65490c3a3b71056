package dev.virtualip.deploy.image;

import org.jspecify.annotations.Nullable;

/** An image cannot be built; the message says what is missing and what to do. */
final class ImageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ImageException(String message) {
        super(message);
    }

    ImageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
