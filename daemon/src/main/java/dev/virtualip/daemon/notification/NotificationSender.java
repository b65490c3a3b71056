package dev.virtualip.daemon.notification;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Event;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Mail;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Notification;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Webhook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Sends events to destinations. Thread-safe; nothing here waits for a server, except {@link #close(Duration)}. */
public final class NotificationSender {
    private final NotificationMessage.Source source;
    private final Pace pace;
    private final InstantSource clock;
    private Map<String, Configured> destinations = Map.of();

    private record Configured(Notification notification, Path folder, DestinationQueue queue) {}

    /**
     * A sender without destinations.
     *
     * @param program the name of the program
     * @param host the node or Pod that it runs on
     */
    public NotificationSender(String program, String host, InstantSource clock) {
        this(program, host, clock, Pace.DEFAULT);
    }

    NotificationSender(String program, String host, InstantSource clock, Pace pace) {
        this.source = new NotificationMessage.Source(program, host);
        this.clock = clock;
        this.pace = pace;
    }

    /**
     * Replaces the destinations. One that does not change keeps what waits for it; one that changes or goes sends what
     * waits without retries.
     *
     * @param notifications destinations as the rules accepted them
     * @param folder the folder that names of files are relative to
     */
    public synchronized void configure(List<Notification> notifications, Path folder) {
        Map<String, Configured> next = new LinkedHashMap<>();
        for (Notification notification : notifications) {
            String name = Objects.requireNonNull(notification.name());
            Configured old = destinations.get(name);
            boolean same = old != null
                    && old.notification().equals(notification)
                    && old.folder().equals(folder);
            next.put(name, same ? old : new Configured(notification, folder, queue(name, notification, folder)));
        }
        destinations.values().stream()
                .filter(old -> !next.containsValue(old))
                .forEach(old -> old.queue().beginClose());
        destinations = next;
    }

    /** The names of the destinations. */
    public synchronized Set<String> names() {
        return Set.copyOf(destinations.keySet());
    }

    /** Sends an event to all destinations that are for events of its kind. */
    public void send(NotificationEvent event) {
        send(event, name -> true);
    }

    /** Sends an event to the named destinations that are for events of its kind; ignores unknown names. */
    public synchronized void send(NotificationEvent event, Predicate<String> named) {
        for (Configured destination : destinations.values()) {
            List<Event> kinds = destination.notification().onOrDefault();
            if (kinds.contains(event.kind())
                    && named.test(
                            Objects.requireNonNull(destination.notification().name()))) {
                destination.queue().offer(event);
            }
        }
    }

    /** The states of the destinations, in their order. */
    public synchronized List<DestinationState> states() {
        return destinations.values().stream()
                .map(destination -> destination.queue().state())
                .toList();
    }

    /** Tries once to send what waits, for a bounded time. */
    public synchronized void close(Duration limit) {
        long endNanos = System.nanoTime() + limit.toNanos();
        destinations.values().forEach(destination -> destination.queue().beginClose());
        try {
            for (Configured destination : destinations.values()) {
                destination.queue().awaitClosed(Duration.ofNanos(endNanos - System.nanoTime()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private DestinationQueue queue(String name, Notification notification, Path folder) {
        return new DestinationQueue(name, opener(notification, folder), source, pace, clock);
    }

    /** Opens a destination. The classes for mail or HTTP are loaded by its first event only. */
    private Supplier<Destination> opener(Notification notification, Path folder) {
        DestinationFiles files = new DestinationFiles(folder);
        Mail mail = notification.mail();
        Webhook webhook = notification.webhook();
        return mail != null
                ? () -> new MailDestination(mail, files, source.host())
                : () -> new WebhookDestination(Objects.requireNonNull(webhook), files, clock);
    }
}
