/**
 * Rules for documents that no API server has checked. Each problem names its place and the remedy; all problems of a
 * document are found at once.
 */
@NullMarked
package dev.virtualip.crds.validation;

import org.jspecify.annotations.NullMarked;
