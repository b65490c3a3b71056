package dev.virtualip.operator.writing;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;

/** What a reconciler answers: it has written what there was to write, by itself. */
public final class Again {
    private Again() {}

    /** Reconcile again after this time; zero: when something changes. */
    public static <P extends HasMetadata> UpdateControl<P> in(Duration pause) {
        UpdateControl<P> done = UpdateControl.noUpdate();
        return pause.isZero() ? done : done.rescheduleAfter(pause);
    }
}
