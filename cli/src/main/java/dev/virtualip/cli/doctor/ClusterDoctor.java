package dev.virtualip.cli.doctor;

import dev.virtualip.cli.cluster.ClusterClient;
import dev.virtualip.cli.cluster.ResourceKind;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.crds.doctor.Finding;
import dev.virtualip.crds.doctor.FindingKind;
import dev.virtualip.crds.doctor.ProbePlan;
import dev.virtualip.crds.doctor.ProbeReport;
import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.operator.snapshot.NodeObject;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Probes the nodes of a cluster by one Job each, and removes the Jobs whatever happens. */
final class ClusterDoctor {
    private static final ResourceDefinitionContext DAEMON_SET = ResourceKind.namespaced("apps", "DaemonSet", "v1");
    private static final ResourceDefinitionContext JOB = ResourceKind.namespaced("batch", "Job", "v1");
    private static final long PROBE_MILLIS = 15_000;
    private static final long NO_POD_MILLIS = 5_000;
    private static final long POLL_MILLIS = 300;

    private static final Set<String> HOPELESS = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "ErrImageNeverPull",
            "InvalidImageName",
            "CreateContainerError",
            "CreateContainerConfigError");

    private final ClusterClient cluster;
    private final Request request;
    private final Patience patience;
    private final PrintWriter progress;
    private final String run = "%06x".formatted(ThreadLocalRandom.current().nextInt(1 << 24));
    private final List<Finding> findings = new ArrayList<>();
    private final List<ProbeReport> reports = new ArrayList<>();

    /**
     * Held while a Job is created and while they are deleted, so that none is created after the deletion. Fair, so that
     * a signal waits for one Job, not for all.
     */
    private final Lock jobsLock = new ReentrantLock(true);

    private boolean stopped;

    /**
     * Options of the test.
     *
     * @param nodes the nodes to probe; none: all
     * @param hostFiles whether to mount the nodes' {@code /etc} and {@code /run}
     * @param virtualRouterId the ID of the test; 0: the highest free one
     */
    record Request(List<String> nodes, boolean hostFiles, int virtualRouterId) {}

    /**
     * Limits of the wait for reports.
     *
     * @param total the limit for all
     * @param late how long a node may be later than the last of the others that delivered
     */
    record Patience(Duration total, Duration late) {
        /** Longer than a probe and the pull of its image take. */
        static final Patience USUAL = new Patience(Duration.ofSeconds(75), Duration.ofSeconds(20));
    }

    ClusterDoctor(ClusterClient cluster, Request request, Patience patience, PrintWriter progress) {
        this.cluster = cluster;
        this.request = request;
        this.patience = patience;
        this.progress = progress;
    }

    /** Runs the test. */
    DoctorReport run() throws CommandFailedException {
        List<VRRPRouter> all = cluster.list(VRRPRouter.class);
        List<NodeObject> nodes = cluster.listIfAllowed(NodeObject.class, new ArrayList<>());
        ProbedNodes chosen = ProbedNodes.choose(all, nodes, request.nodes());
        findings.addAll(chosen.findings());
        ProbeJob.Agent agent = agent();
        Map<String, ProbePlan> plans =
                ClusterPlans.of(chosen.routers(), ClusterPlans.usedIds(all), request.virtualRouterId(), PROBE_MILLIS);
        kubeProxy();
        if (plans.isEmpty()) {
            return DoctorReport.of(reports, findings);
        }
        Thread cleanup = new Thread(() -> stop(agent), "doctor-cleanup");
        Runtime.getRuntime().addShutdownHook(cleanup);
        try {
            progress.println(
                    "probing %s in namespace %s ...".formatted(String.join(", ", plans.keySet()), agent.namespace()));
            Map<String, String> jobs = create(agent, plans);
            collect(agent, jobs);
        } finally {
            if (stop(agent)) {
                Runtime.getRuntime().removeShutdownHook(cleanup);
            }
        }
        return DoctorReport.of(reports, findings);
    }

    private ProbeJob.Agent agent() throws CommandFailedException {
        List<GenericKubernetesResource> found = cluster.ask(() -> cluster.client()
                .genericKubernetesResources(DAEMON_SET)
                .inAnyNamespace()
                .withLabel("app.kubernetes.io/name", "virtualip-agent")
                .list()
                .getItems());
        if (found.isEmpty()) {
            throw new CommandFailedException(
                    "There is no DaemonSet with the label app.kubernetes.io/name=virtualip-agent, whose image the"
                            + " probes use: install the chart, or probe each host with virtualip doctor --local");
        }
        return ProbeJob.Agent.of(found.getFirst());
    }

    private void kubeProxy() throws CommandFailedException {
        ConfigMap config = cluster.askIfAllowed(
                () -> cluster.client()
                        .configMaps()
                        .inNamespace("kube-system")
                        .withName("kube-proxy")
                        .get(),
                new ArrayList<>());
        KubeProxyConfig.finding(config == null ? null : config.getData()).ifPresent(findings::add);
    }

    /** Creates the Jobs; returns their nodes by name. */
    private Map<String, String> create(ProbeJob.Agent agent, Map<String, ProbePlan> plans)
            throws CommandFailedException {
        Map<String, String> jobs = new LinkedHashMap<>();
        int number = 0;
        for (ProbePlan plan : plans.values()) {
            GenericKubernetesResource job = ProbeJob.of(agent, run, number++, plan, request.hostFiles());
            create(agent, job);
            jobs.put(job.getMetadata().getName(), plan.node());
        }
        return jobs;
    }

    private void create(ProbeJob.Agent agent, GenericKubernetesResource job) throws CommandFailedException {
        jobsLock.lock();
        try {
            if (stopped) {
                throw new CommandFailedException("interrupted");
            }
            cluster.ask(() -> cluster.client()
                    .genericKubernetesResources(JOB)
                    .inNamespace(agent.namespace())
                    .resource(job)
                    .create());
        } finally {
            jobsLock.unlock();
        }
    }

    private void collect(ProbeJob.Agent agent, Map<String, String> jobs) throws CommandFailedException {
        Map<String, String> missing = new LinkedHashMap<>(jobs);
        long start = System.nanoTime();
        long lastNews = 0;
        while (!missing.isEmpty()) {
            long millis = (System.nanoTime() - start) / 1_000_000;
            for (Pod pod : pods(agent)) {
                String job = pod.getMetadata().getLabels().getOrDefault("job-name", "");
                if (missing.containsKey(job) && take(agent, pod, missing.getOrDefault(job, ""))) {
                    missing.remove(job);
                    lastNews = millis;
                }
            }
            if (millis > NO_POD_MILLIS) {
                withoutPod(agent, missing);
            }
            boolean late =
                    !reports.isEmpty() && millis - lastNews > patience.late().toMillis();
            if (millis > patience.total().toMillis() || late) {
                missing.values()
                        .forEach(node -> notProbed(
                                node,
                                "The probe's Pod did not end within %d s: is the node up and its kubelet running?"
                                        .formatted(millis / 1000)));
                return;
            }
            pause();
        }
    }

    private static void pause() throws CommandFailedException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted");
        }
    }

    private List<Pod> pods(ProbeJob.Agent agent) throws CommandFailedException {
        return cluster.ask(() -> cluster.client()
                .pods()
                .inNamespace(agent.namespace())
                .withLabel(ProbeJob.RUN_LABEL, run)
                .list()
                .getItems());
    }

    /** Takes the report of a Pod that ended, or the reason why it never runs; false: it needs more time. */
    private boolean take(ProbeJob.Agent agent, Pod pod, String node) throws CommandFailedException {
        String phase = Optional.ofNullable(pod.getStatus().getPhase()).orElse("");
        Optional<ContainerStateWaiting> waiting = pod.getStatus().getContainerStatuses().stream()
                .map(ContainerStatus::getState)
                .flatMap(state -> Optional.ofNullable(state.getWaiting()).stream())
                .filter(state -> HOPELESS.contains(state.getReason()))
                .findFirst();
        if (waiting.isPresent()) {
            notProbed(
                    node,
                    "The probe's Pod cannot start: %s: %s."
                            .formatted(waiting.get().getReason(), waiting.get().getMessage()));
            return true;
        }
        if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
            return false;
        }
        try {
            reports.add(ProbeJson.read(log(agent, pod), "the log of the probe on " + node));
        } catch (CommandFailedException e) {
            String reason = Optional.ofNullable(pod.getStatus().getMessage()).orElse("" + e.getMessage());
            notProbed(node, "The probe's Pod failed: %s.".formatted(reason));
        }
        return true;
    }

    private String log(ProbeJob.Agent agent, Pod pod) throws CommandFailedException {
        return cluster.ask(() -> cluster.client()
                .pods()
                .inNamespace(agent.namespace())
                .withName(pod.getMetadata().getName())
                .getLog());
    }

    /** A Job whose Pod is refused has an Event that says why. */
    private void withoutPod(ProbeJob.Agent agent, Map<String, String> missing) throws CommandFailedException {
        List<Event> events = cluster.askIfAllowed(
                () -> cluster.client()
                        .v1()
                        .events()
                        .inNamespace(agent.namespace())
                        .withField("reason", "FailedCreate")
                        .list()
                        .getItems(),
                new ArrayList<>());
        for (Event event : events == null ? List.<Event>of() : events) {
            String node = missing.remove(event.getInvolvedObject().getName());
            if (node != null) {
                findings.add(PodRefusal.finding(node, agent.namespace(), event.getMessage()));
            }
        }
    }

    private void notProbed(String node, String message) {
        findings.add(new Finding(FindingKind.NODE_NOT_PROBED, node, "", message));
    }

    /**
     * Deletes the Jobs, and lets no more be created. At the end of the command and on a signal, which come together
     * when the command is stopped: then the second waits for the first and does nothing.
     *
     * @return whether this was the first
     */
    private boolean stop(ProbeJob.Agent agent) {
        jobsLock.lock();
        try {
            boolean isFirst = !stopped;
            stopped = true;
            if (isFirst) {
                delete(agent);
            }
            return isFirst;
        } finally {
            jobsLock.unlock();
        }
    }

    private void delete(ProbeJob.Agent agent) {
        try {
            cluster.client()
                    .genericKubernetesResources(JOB)
                    .inNamespace(agent.namespace())
                    .withLabel(ProbeJob.RUN_LABEL, run)
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                    .delete();
        } catch (KubernetesClientException e) {
            progress.println("the Jobs with the label %s=%s could not be deleted (%s): their time to live removes them"
                    .formatted(ProbeJob.RUN_LABEL, run, e.getMessage()));
        }
    }
}
