package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.virtualip.crds.condition.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Usage of a pool.
 *
 * @param observedGeneration the generation of the spec that this status describes
 * @param total how many addresses it has
 * @param used how many of them are taken
 * @param free how many are left
 * @param conditions conditions of the pool
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VirtualIPPoolStatus(
        @Nullable Long observedGeneration, long total, long used, long free, List<Condition> conditions) {

    /** Keeps a copy of the list. */
    public VirtualIPPoolStatus {
        conditions = Lists.copyOrEmpty(conditions);
    }
}
