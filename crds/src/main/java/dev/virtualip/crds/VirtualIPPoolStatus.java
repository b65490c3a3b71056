package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How full a pool is.
 *
 * @param observedGeneration the generation that this speaks of
 * @param total how many addresses it has
 * @param used how many of them are taken
 * @param free how many are left
 * @param conditions what holds for it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VirtualIPPoolStatus(
        @Nullable Long observedGeneration, long total, long used, long free, List<Condition> conditions) {

    /** Keeps a copy of the list. */
    public VirtualIPPoolStatus {
        conditions = Lists.copyOrEmpty(conditions);
    }
}
