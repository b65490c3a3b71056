package dev.virtualip.operator;

import dev.virtualip.daemon.HttpEndpoints;
import dev.virtualip.daemon.ThreadFailures;
import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.install.DefinitionInstaller;
import dev.virtualip.operator.install.Installation;
import dev.virtualip.operator.leader.LeaderThread;
import dev.virtualip.operator.leader.LeaseIdentity;
import dev.virtualip.operator.report.OperatorAnswers;
import dev.virtualip.operator.virtualip.LastStatuses;
import dev.virtualip.operator.vrrprouter.Withdrawal;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the operator: checks the cluster, installs, watches, takes part in the election, and ends in order. */
final class OperatorProcess {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);
    private static final String LEASE = "virtualip-operator";
    private static final Duration TURN = Duration.ofMillis(500);

    /** After so many turns watches that are not open, or definitions that could not be created, are looked at again. */
    private static final int TURNS_BETWEEN_LOOKS = 20;

    private final OperatorOptions.Run options;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicReference<String> failure = new AtomicReference<>("");

    private OperatorProcess(OperatorOptions.Run options) {
        this.options = options;
    }

    /** Runs until SIGTERM; returns the exit code. */
    static int run(OperatorOptions.Run options) {
        return new OperatorProcess(options).run();
    }

    private int run() {
        // A process that lost one of its threads does half of its work: the kubelet starts it again.
        ThreadFailures.reportTo((sentence, failure) -> {
            LOG.error(sentence, failure);
            failed(sentence);
        });
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopInOrder, "stop"));
        try (Cluster cluster = Cluster.find(options, System.getenv())) {
            OperatorConfig config = OperatorConfig.read(options.config());
            return options.withdrawAll() ? withdrawAll(cluster) : run(cluster, config);
        } catch (RefusedException e) {
            return OperatorMain.refuse(e.text());
        } catch (IOException e) {
            return OperatorMain.refuse(String.valueOf(e.getMessage()));
        } catch (KubernetesClientException | OperatorException e) {
            return OperatorMain.refuse("cannot begin: " + ApiFailure.text(e));
        } catch (RuntimeException e) {
            // The threads of libraries would keep a process alive that does nothing any more.
            LOG.error("The operator ended by an unexpected failure. Please report this bug", e);
            failed(String.valueOf(e));
            return OperatorMain.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OperatorMain.FAILED;
        } finally {
            stopped.countDown();
        }
    }

    private int run(Cluster cluster, OperatorConfig config) throws RefusedException, IOException, InterruptedException {
        Workings workings = new Workings(cluster, config, options.moveOnCordon(), this::failed);
        try (HttpEndpoints http =
                HttpEndpoints.open(options.http(), "--http", new OperatorAnswers(workings.httpSources()))) {
            cluster.check();
            install(cluster);
            LeaseIdentity identity = identity(cluster);
            workings.start(identity.holder());
            try (LeaderThread leader = LeaderThread.start(cluster.client(), identity, workings::lead)) {
                workings.fencedBy(leader);
                running.set(true);
                LOG.info(
                        "Started: {} at {}, namespace {}, HTTP on {}",
                        OperatorVersion.get(),
                        cluster.url(),
                        cluster.namespace(),
                        http.address());
                watchOver(cluster, workings);
                workings.close();
            }
            LOG.info("Stopped");
            return exitCode();
        }
    }

    /** Looks after the definitions until the end: one that was deleted is created again as soon as it is gone. */
    private void watchOver(Cluster cluster, Workings workings) throws InterruptedException {
        boolean blind = false;
        int turnsToLook = TURNS_BETWEEN_LOOKS;
        List<String> tried = List.of();
        while (!stop.await(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
            turnsToLook--;
            List<String> missing = workings.leading() ? workings.missingDefinitions() : List.of();
            if (!missing.isEmpty() && !missing.equals(tried)) {
                LOG.warn("Definitions: {} deleted, creating again", missing);
                if (installAgain(cluster)) {
                    workings.restored(missing);
                }
            } else if (turnsToLook <= 0) {
                turnsToLook = TURNS_BETWEEN_LOOKS;
                blind = lookAfterDefinitions(cluster, workings, blind);
            }
            tried = missing;
        }
    }

    /** Nodes that do not confirm are no reason to keep an administrator from uninstalling: they are named. */
    private static int withdrawAll(Cluster cluster) throws RefusedException, InterruptedException {
        cluster.check();
        // Never closed: the Lease is to outlive us.
        LeaderThread leader = LeaderThread.force(cluster.client(), identity(cluster), leading -> {});
        List<String> silent = Withdrawal.of(cluster.client(), cluster.namespace(), cluster.uid())
                .run(leader);
        if (!silent.isEmpty()) {
            LOG.warn(
                    "Not confirmed by {}: what they hold they give up when their agents stop, but a copy of it stays on"
                            + " their disks",
                    silent);
        }
        LastStatuses.of(cluster.client()).say(leader, silent);
        LOG.info("Withdrawn: every address, from every node that answers");
        return OperatorMain.DONE;
    }

    private static void install(Cluster cluster) throws RefusedException, InterruptedException {
        Installation installation = DefinitionInstaller.install(cluster.client());
        installation.remarks().forEach(remark -> LOG.warn("Definitions: {}", remark));
        if (!installation.done()) {
            throw new RefusedException(installation.problem());
        }
    }

    /**
     * Somebody may delete the definitions, or etcd may lose its data: then no watch opens until they are back.
     *
     * @param again whether not all watches were open at the look before: one that ended is open again in a moment
     * @return whether not all are open now
     */
    private static boolean lookAfterDefinitions(Cluster cluster, Workings workings, boolean again)
            throws InterruptedException {
        if (workings.watching() || !workings.leading()) {
            return false;
        }
        if (!again) {
            return true;
        }
        LOG.warn("Definitions: looking at them again, since not all watches are open");
        installAgain(cluster);
        return true;
    }

    private static boolean installAgain(Cluster cluster) throws InterruptedException {
        try {
            Installation installation = DefinitionInstaller.install(cluster.client());
            LOG.warn("Definitions: {}", installation.done() ? "they are there" : installation.problem());
            return installation.done();
        } catch (KubernetesClientException e) {
            LOG.warn("Definitions: cannot be looked at: {}", ApiFailure.text(e));
            return false;
        }
    }

    private void failed(String reason) {
        if (failure.compareAndSet("", reason)) {
            LOG.error("Ending: {}", reason);
            stop.countDown();
        }
    }

    private int exitCode() {
        return failure.get().isEmpty() ? OperatorMain.DONE : OperatorMain.FAILED;
    }

    private static LeaseIdentity identity(Cluster cluster) {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "host";
        }
        return LeaseIdentity.of(cluster.namespace(), LEASE, System.getenv(), host);
    }

    /** SIGTERM ends the JVM by way of this: the exit code shall be 0, and only when the Lease is given back. */
    private void stopInOrder() {
        if (!running.get()) {
            return;
        }
        stop.countDown();
        try {
            stopped.await();
            Runtime.getRuntime().halt(exitCode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
