package dev.virtualip.crds.validation;

/**
 * Something in a document that cannot be carried out.
 *
 * @param path where, as in {@code spec.virtualRouters[0].advertisementInterval}
 * @param message what is wrong and what to do about it
 */
public record Problem(String path, String message) {}
