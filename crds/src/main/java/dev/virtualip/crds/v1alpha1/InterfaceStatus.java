package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network interface as its node sees it.
 *
 * @param name its name
 * @param up whether it is up and has a carrier
 * @param mac its hardware address, as in {@code 02:00:5e:10:00:01}; null: it has none
 * @param addresses the host's own addresses with their prefixes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InterfaceStatus(
        String name, boolean up, @Nullable String mac, List<String> addresses) {

    /** How many addresses are reported at most. */
    public static final int MAX_ADDRESSES = 1024;

    /** Keeps a copy of the list. */
    public InterfaceStatus {
        addresses = Lists.copyOrEmpty(addresses);
    }
}
