package dev.virtualip.operator.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;

/** A Lease as the API server keeps it: one at a time, by resource version. */
final class SharedLease {
    private @Nullable Lease lease;
    private long version;
    private int writes;

    @Nullable
    Lease lease() {
        return lease;
    }

    int writes() {
        return writes;
    }

    String holder() {
        return lease == null ? "" : Election.holder(lease);
    }

    void delete() {
        lease = null;
    }

    private Lease store(Lease written) {
        version++;
        writes++;
        lease = new LeaseBuilder(written)
                .editMetadata()
                .withResourceVersion(String.valueOf(version))
                .endMetadata()
                .build();
        return lease;
    }

    /** How one operator reaches it. */
    final class Door implements LeaseStore {
        private boolean shut;
        private boolean answersLost;

        void shut(boolean shut) {
            this.shut = shut;
        }

        void answersLost(boolean lost) {
            answersLost = lost;
        }

        @Override
        public @Nullable Lease get() {
            reach();
            return lease;
        }

        @Override
        public Lease create(Lease created) {
            reach();
            if (lease != null) {
                throw new KubernetesClientException("it is there", 409, null);
            }
            return answered(store(created));
        }

        @Override
        public Lease replace(Lease replaced) {
            reach();
            if (lease == null) {
                throw new KubernetesClientException("it is gone", 404, null);
            }
            if (!lease.getMetadata()
                    .getResourceVersion()
                    .equals(replaced.getMetadata().getResourceVersion())) {
                throw new KubernetesClientException("it changed", 409, null);
            }
            return answered(store(replaced));
        }

        private void reach() {
            if (shut) {
                throw new KubernetesClientException("timed out");
            }
        }

        private Lease answered(Lease result) {
            if (answersLost) {
                throw new KubernetesClientException("timed out");
            }
            return result;
        }
    }
}
