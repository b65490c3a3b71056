/** Tests of the findings of the doctor. */
@NullMarked
package dev.virtualip.crds.doctor;

import org.jspecify.annotations.NullMarked;
