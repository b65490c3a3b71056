package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants: an address that is always on exactly one of some nodes.
 *
 * @param apiVersion {@link VRRPRouter#API_VERSION}
 * @param kind {@link #KIND}
 * @param metadata carries the name
 * @param spec what is wanted
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VirtualIP(
        @Nullable String apiVersion,
        @Nullable String kind,
        @Nullable Metadata metadata,
        @Nullable VirtualIPSpec spec) {

    /** The kind as a document names it. */
    public static final String KIND = "VirtualIP";

    /** A document of this kind. */
    public static VirtualIP of(String name, VirtualIPSpec spec) {
        return new VirtualIP(VRRPRouter.API_VERSION, KIND, Metadata.named(name), spec);
    }
}
