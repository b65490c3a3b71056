package dev.virtualip.operator;

import dev.virtualip.daemon.HttpEndpoints;
import dev.virtualip.daemon.ThreadFailures;
import dev.virtualip.daemon.page.PageAddress;
import dev.virtualip.daemon.page.PageServer;
import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.install.DefinitionInstaller;
import dev.virtualip.operator.leader.LeaderThread;
import dev.virtualip.operator.leader.LeaseIdentity;
import dev.virtualip.operator.metrics.OperatorRequestHandler;
import dev.virtualip.operator.reconciler.ServiceRelease;
import dev.virtualip.operator.reconciler.Withdrawal;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process: checks the cluster, installs the definitions, runs the operator, and shuts down in order. */
final class OperatorLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorLifecycle.class);
    private static final String LEASE = "virtualip-operator";
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);

    /** The number of checks after which closed watches and missing definitions are handled again. */
    private static final int CHECKS_PER_RETRY = 20;

    private final OperatorOptions.Run options;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicReference<String> failure = new AtomicReference<>("");

    private OperatorLifecycle(OperatorOptions.Run options) {
        this.options = options;
    }

    /** Runs until SIGTERM; returns the exit code. */
    static int run(OperatorOptions.Run options) {
        return new OperatorLifecycle(options).run();
    }

    private int run() {
        // A process that lost a thread does half of its work: it exits, and the kubelet restarts it.
        ThreadFailures.reportTo((sentence, failure) -> {
            LOG.error(sentence, failure);
            failed(sentence);
        });
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopInOrder, "stop"));
        try (ClusterConnection cluster = ClusterConnection.find(options, System.getenv())) {
            OperatorConfig config = OperatorConfig.read(options.config());
            return options.withdrawAll() ? withdrawAll(cluster) : run(cluster, config);
        } catch (StartupException e) {
            return OperatorMain.refuse(e.text());
        } catch (IOException e) {
            return OperatorMain.refuse(String.valueOf(e.getMessage()));
        } catch (KubernetesClientException | OperatorException e) {
            return OperatorMain.refuse("cannot start: " + ApiFailure.text(e));
        } catch (RuntimeException e) {
            // Threads of libraries would keep the process alive although it does nothing.
            LOG.error("The operator stopped after an unexpected failure. Please report this bug", e);
            failed(String.valueOf(e));
            return OperatorMain.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OperatorMain.FAILED;
        } finally {
            stopped.countDown();
        }
    }

    private int run(ClusterConnection cluster, OperatorConfig config)
            throws StartupException, IOException, InterruptedException {
        OperatorRuntime runtime = new OperatorRuntime(cluster, config, options.moveOnCordon(), this::failed);
        try (HttpEndpoints http =
                HttpEndpoints.open(options.http(), "--http", new OperatorRequestHandler(runtime.metricsSources()))) {
            cluster.check();
            install(cluster);
            LeaseIdentity identity = identity(cluster);
            runtime.start(identity.holder());
            try (PageServer page = page(runtime);
                    LeaderThread leader = LeaderThread.start(cluster.client(), identity, runtime::lead)) {
                runtime.fencedBy(leader);
                running.set(true);
                LOG.info(
                        "Started: {} at {}, namespace {}, HTTP on {}",
                        OperatorVersion.get(),
                        cluster.url(),
                        cluster.namespace(),
                        http.address());
                if (page != null) {
                    logPage(page.address());
                }
                keepDefinitions(cluster, runtime);
                runtime.close();
            }
            LOG.info("Stopped");
            return exitCode();
        }
    }

    /** Serves the live page; null: it is not asked for. */
    private @Nullable PageServer page(OperatorRuntime runtime) throws IOException {
        InetSocketAddress address = options.page();
        return address == null
                ? null
                : PageServer.open(address, "--page", runtime::statusReport, InstantSource.system());
    }

    private static void logPage(InetSocketAddress address) {
        LOG.info("The live page is at {}", PageAddress.url(address));
        if (!PageAddress.isLoopback(address)) {
            LOG.warn("{}", PageAddress.warning(address));
        }
    }

    /** Keeps the definitions installed until the end: one that was deleted is created again. */
    private void keepDefinitions(ClusterConnection cluster, OperatorRuntime runtime) throws InterruptedException {
        boolean watchesClosed = false;
        int checksUntilRetry = CHECKS_PER_RETRY;
        List<String> tried = List.of();
        while (!stop.await(CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
            checksUntilRetry--;
            List<String> missing = runtime.leading() ? runtime.missingDefinitions() : List.of();
            if (!missing.isEmpty() && !missing.equals(tried)) {
                LOG.warn("Definitions {} were deleted; creating them again", missing);
                if (installAgain(cluster)) {
                    runtime.restored(missing);
                }
            } else if (checksUntilRetry <= 0) {
                checksUntilRetry = CHECKS_PER_RETRY;
                watchesClosed = reinstallIfClosed(cluster, runtime, watchesClosed);
            }
            tried = missing;
        }
    }

    /** Withdraws every address. Nodes that do not confirm are logged: they must not prevent an uninstall. */
    private static int withdrawAll(ClusterConnection cluster) throws StartupException, InterruptedException {
        cluster.check();
        // Not closed: the Lease has to outlive this process.
        LeaderThread leader = LeaderThread.force(cluster.client(), identity(cluster), leading -> {});
        Withdrawal withdrawal = Withdrawal.of(cluster.client(), cluster.namespace(), cluster.uid());
        List<String> unconfirmed = withdrawal.run(leader);
        if (!unconfirmed.isEmpty()) {
            LOG.warn(
                    "Withdrawal: not confirmed by {}. Their agents remove the addresses when they stop, but keep a"
                            + " copy of the configuration on disk",
                    unconfirmed);
        }
        withdrawal.writeStatuses(leader, unconfirmed);
        new ServiceRelease(cluster.client(), InstantSource.system()).run(leader);
        LOG.info("Withdrawal: every address was removed from every reachable node");
        return OperatorMain.DONE;
    }

    private static void install(ClusterConnection cluster) throws StartupException, InterruptedException {
        DefinitionInstaller.Result installation = DefinitionInstaller.install(cluster.client());
        installation.remarks().forEach(remark -> LOG.warn("Definitions: {}", remark));
        if (!installation.done()) {
            throw new StartupException(installation.problem());
        }
    }

    /**
     * Installs the definitions again when watches stay closed, as after a loss of etcd's data.
     *
     * @param closedBefore whether watches were closed at the previous check; one that ended reopens in a moment
     * @return whether watches are closed now
     */
    private static boolean reinstallIfClosed(ClusterConnection cluster, OperatorRuntime runtime, boolean closedBefore)
            throws InterruptedException {
        if (runtime.watching() || !runtime.leading()) {
            return false;
        }
        if (!closedBefore) {
            return true;
        }
        LOG.warn("Definitions: checking them, because not all watches are open");
        installAgain(cluster);
        return true;
    }

    private static boolean installAgain(ClusterConnection cluster) throws InterruptedException {
        try {
            DefinitionInstaller.Result installation = DefinitionInstaller.install(cluster.client());
            LOG.warn("Definitions: {}", installation.done() ? "installed" : installation.problem());
            return installation.done();
        } catch (KubernetesClientException e) {
            LOG.warn("Definitions: the check failed: {}", ApiFailure.text(e));
            return false;
        }
    }

    private void failed(String reason) {
        if (failure.compareAndSet("", reason)) {
            LOG.error("Shutting down after a failure: {}", reason);
            stop.countDown();
        }
    }

    private int exitCode() {
        return failure.get().isEmpty() ? OperatorMain.DONE : OperatorMain.FAILED;
    }

    private static LeaseIdentity identity(ClusterConnection cluster) {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "host";
        }
        return LeaseIdentity.of(cluster.namespace(), LEASE, System.getenv(), host);
    }

    /** The shutdown hook: after SIGTERM the process exits with 0, once the Lease is released. */
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
