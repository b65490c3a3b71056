package dev.virtualip.operator.snapshot;

import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.plan.model.Observed.Definition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the definition of VirtualIPs from its watch, or from the API server when a VirtualIP is missing. The two
 * watches are not ordered: the watch alone could still show a definition that is being deleted.
 */
public final class DefinitionReader {
    private static final Logger LOG = LoggerFactory.getLogger(DefinitionReader.class);

    private final TrimmedStore<DefinitionObject> watched;
    private final Supplier<@Nullable DefinitionObject> present;
    private volatile boolean readable;
    private boolean failing;

    /**
     * Creates a reader. Until {@link #allow} is called, the definition counts as unreadable.
     *
     * @param watched the store of the watch
     * @param present reads the definition from the API server; null: it does not exist
     */
    public DefinitionReader(TrimmedStore<DefinitionObject> watched, Supplier<@Nullable DefinitionObject> present) {
        this.watched = watched;
        this.present = present;
    }

    /** Sets whether the operator may read the definition. */
    public void allow(boolean allowed) {
        readable = allowed;
    }

    /**
     * Returns the definition; null: the operator may not read it.
     *
     * @param now whether to read from the API server
     */
    @Nullable
    Definition read(boolean now) {
        if (!readable) {
            return null;
        }
        return now ? present() : definition(watched.values().findFirst().orElse(null));
    }

    private Definition present() {
        try {
            Definition found = definition(present.get());
            failing = false;
            return found;
        } catch (KubernetesClientException e) {
            if (!failing) {
                LOG.warn(
                        "VirtualIPs are missing and their definition cannot be read; keeping their addresses: {}",
                        ApiFailure.text(e));
            }
            failing = true;
            return Definition.GONE;
        }
    }

    private static Definition definition(@Nullable DefinitionObject object) {
        return object == null
                ? Definition.GONE
                : new Definition(object.getMetadata().getUid(), !object.isMarkedForDeletion());
    }
}
