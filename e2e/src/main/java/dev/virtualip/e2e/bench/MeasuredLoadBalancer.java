package dev.virtualip.e2e.bench;

import dev.virtualip.testkit.kubelets.ChartRelease;
import dev.virtualip.testkit.kubelets.KubeletCluster;
import dev.virtualip.testkit.kubelets.ServedService;

/** Implementation of Services of type LoadBalancer that the benchmark installs in a cluster. */
interface MeasuredLoadBalancer {
    /** Its name in the report. */
    String label();

    /** Waits until its programs are ready on every node that runs. */
    void awaitReady();

    /** Waits until everything about a Service has settled, and returns the node that answers for it. */
    String awaitSettled(ServedService service);

    /** Waits until another node than this answers. */
    void awaitMovedFrom(ServedService service, String node);

    /** Whether its addresses answer echo requests. */
    boolean answersEcho();

    /** Installs ours by its chart, with a pool of twenty addresses and one of a single address, {@code next}. */
    static MeasuredLoadBalancer ours(KubeletCluster cluster) {
        ChartRelease release = ChartRelease.prepare(cluster);
        release.install();
        cluster.api().apply("""
            apiVersion: virtualip.dev/v1alpha1
            kind: VirtualIPPool
            metadata: {name: edge}
            spec: {ranges: [192.0.2.32-192.0.2.51]}
            ---
            apiVersion: virtualip.dev/v1alpha1
            kind: VirtualIPPool
            metadata: {name: next}
            spec: {ranges: [192.0.2.60-192.0.2.60], autoAssign: false}
            """).orThrow();
        return new Ours(release);
    }

    /** Ours. */
    record Ours(ChartRelease release) implements MeasuredLoadBalancer {
        @Override
        public String label() {
            return "ours";
        }

        @Override
        public void awaitReady() {
            release.awaitReady();
        }

        @Override
        public String awaitSettled(ServedService service) {
            return service.awaitSettled();
        }

        @Override
        public void awaitMovedFrom(ServedService service, String node) {
            service.awaitMovedFrom(node);
        }

        @Override
        public boolean answersEcho() {
            return true;
        }
    }
}
