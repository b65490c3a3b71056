/** Request and report of {@code virtualip-agent probe}, and the findings of {@code virtualip doctor}. */
@NullMarked
package dev.virtualip.crds.doctor;

import org.jspecify.annotations.NullMarked;
