package dev.virtualip.operator.snapshot;

import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.plan.model.Observed.Definition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the definition of VirtualIPs: as its watch has shown it, or, when a VirtualIP is missing, as the API server has
 * it now. The two watches are not ordered, so the watch alone could still show a definition that is being deleted.
 */
public final class DefinitionReader {
    private static final Logger LOG = LoggerFactory.getLogger(DefinitionReader.class);

    private final TrimmedStore<DefinitionObject> watched;
    private final Supplier<@Nullable DefinitionObject> present;
    private volatile boolean readable;
    private boolean failing;

    /**
     * Reads it; as long as nobody said {@link #allow} it counts as one that may not be read.
     *
     * @param watched what the watch has shown
     * @param present asks the API server; null: there is none
     */
    public DefinitionReader(TrimmedStore<DefinitionObject> watched, Supplier<@Nullable DefinitionObject> present) {
        this.watched = watched;
        this.present = present;
    }

    /** Says whether the operator may read it. */
    public void allow(boolean allowed) {
        readable = allowed;
    }

    /**
     * The definition; null: the operator may not read it.
     *
     * @param now whether what the watch has shown does not suffice
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
                        "VirtualIPs are missing and their definition cannot be asked for, so nothing is withdrawn: {}",
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
