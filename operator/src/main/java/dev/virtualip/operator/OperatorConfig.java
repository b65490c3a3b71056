package dev.virtualip.operator;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Notification;
import dev.virtualip.operator.plan.model.ServiceOptions;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file.
 *
 * @param secrets the names of the Secrets that a secretRef may name
 * @param notifications the destinations of notifications
 * @param services the Services that it serves
 * @param folder the folder that files of destinations are relative to
 */
record OperatorConfig(List<String> secrets, List<Notification> notifications, ServiceOptions services, Path folder) {
    private static final Path HERE = Path.of(".");
    private static final Set<String> FIELDS = Set.of("secrets", "notifications", "services");
    private static final List<String> DEFAULT_SECRETS = List.of("virtualip-keys");
    private static final OperatorConfig DEFAULTS =
            new OperatorConfig(DEFAULT_SECRETS, List.of(), ServiceOptions.DEFAULTS, HERE);
    private static final List<String> SERVICE_FIELDS = List.of("enabled", "classless", "adopt", "foreignAnnotations");
    private static final int MAX_SECRETS = 16;
    private static final int MAX_BYTES = 64 * 1024;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");

    /** Keeps copies of the lists. */
    OperatorConfig {
        secrets = List.copyOf(secrets);
        notifications = List.copyOf(notifications);
    }

    /** The names of the destinations. */
    Set<String> destinations() {
        return notifications.stream()
                .map(notification -> Objects.requireNonNull(notification.name()))
                .collect(Collectors.toSet());
    }

    /** Reads the file; null: returns the defaults. */
    static OperatorConfig read(@Nullable Path file) throws StartupException {
        if (file == null) {
            return DEFAULTS;
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new StartupException("%s is larger than %d KiB".formatted(file, MAX_BYTES / 1024));
            }
            return parse(file, Files.readString(file));
        } catch (IOException e) {
            throw new StartupException("--config %s cannot be read: %s".formatted(file, e));
        }
    }

    private static OperatorConfig parse(Path file, String text) throws StartupException {
        // Null for a file of comments.
        @Nullable Map<?, ?> fields;
        try {
            fields = new KubernetesSerialization().unmarshal(text, Map.class);
        } catch (RuntimeException e) {
            throw new StartupException("%s is not a YAML mapping: %s".formatted(file, firstLine(e)));
        }
        if (fields == null) {
            return DEFAULTS;
        }
        List<String> problems = new ArrayList<>();
        for (Object field : fields.keySet()) {
            if (!(field instanceof String name && FIELDS.contains(name))) {
                problems.add("unknown field '%s'; the fields are secrets, notifications and services".formatted(field));
            }
        }
        List<String> secrets = secrets(fields.get("secrets"), problems);
        List<Notification> notifications = NotificationReader.read(fields.get("notifications"), problems);
        ServiceOptions services = services(fields.get("services"), problems);
        if (!problems.isEmpty()) {
            throw new StartupException("%s: %s".formatted(file, String.join("; ", problems)));
        }
        Path folder = file.toAbsolutePath().getParent();
        return new OperatorConfig(secrets, notifications, services, folder == null ? HERE : folder);
    }

    private static List<String> secrets(@Nullable Object value, List<String> problems) {
        if (value == null) {
            return DEFAULT_SECRETS;
        }
        if (!(value instanceof List<?> list) || list.size() > MAX_SECRETS) {
            problems.add("secrets must be a list of at most %d names".formatted(MAX_SECRETS));
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (Object name : list) {
            if (name instanceof String text && NAME.matcher(text).matches()) {
                names.add(text);
            } else {
                problems.add("secrets: '%s' is not a valid name of a Secret".formatted(name));
            }
        }
        return names;
    }

    private static ServiceOptions services(@Nullable Object value, List<String> problems) {
        if (value == null) {
            return ServiceOptions.DEFAULTS;
        }
        if (!(value instanceof Map<?, ?> fields)) {
            problems.add("services must have fields such as classless: true");
            return ServiceOptions.DEFAULTS;
        }
        for (Object field : fields.keySet()) {
            if (!SERVICE_FIELDS.contains(String.valueOf(field))) {
                problems.add("services: unknown field '%s'; the fields are %s"
                        .formatted(field, String.join(", ", SERVICE_FIELDS)));
            } else if (!(fields.get(field) instanceof Boolean)) {
                problems.add("services.%s must be true or false".formatted(field));
            }
        }
        return new ServiceOptions(
                !Boolean.FALSE.equals(fields.get("enabled")),
                !Boolean.FALSE.equals(fields.get("classless")),
                Boolean.TRUE.equals(fields.get("adopt")),
                !Boolean.FALSE.equals(fields.get("foreignAnnotations")));
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
    }
}
