package dev.virtualip.operator;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.virtualip.crds.format.FieldPath;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Notification;
import dev.virtualip.crds.validation.NotificationRules;
import dev.virtualip.daemon.BindingProblems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the destinations of notifications out of the configuration file. Finds all problems at once. */
final class NotificationReader {
    private static final String FIELD = "notifications";
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.SKIP))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final List<String> problems;
    private final Set<String> unreadable = new HashSet<>();

    private NotificationReader(List<String> problems) {
        this.problems = problems;
    }

    /** The destinations; what is wrong with them is added to the problems. */
    static List<Notification> read(@Nullable Object value, List<String> problems) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?>)) {
            problems.add(FIELD + " must be a list of destinations");
            return List.of();
        }
        return new NotificationReader(problems).read(MAPPER.valueToTree(value));
    }

    private List<Notification> read(JsonNode list) {
        List<Notification> read = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String place = FieldPath.item(FIELD, i);
            Notification notification = readOne(list.get(i), place);
            if (notification != null) {
                read.add(notification);
            } else {
                unreadable.add(place);
                read.add(new Notification(null, List.of(), null, null));
            }
        }
        NotificationRules.check(read, FIELD, unreadable)
                .forEach(problem -> problems.add(problem.path() + ": " + problem.message()));
        return read;
    }

    private @Nullable Notification readOne(JsonNode item, String place) {
        if (!item.isObject()) {
            problems.add(place + ": expected fields such as name: …");
            return null;
        }
        try {
            return MAPPER.readerFor(Notification.class)
                    .withHandler(new Collector(place))
                    .readValue(item);
        } catch (IOException e) {
            problems.add(place + ": cannot be read");
            return null;
        }
    }

    /** Reports what cannot be bound. Never repeats a value, which could be a secret. */
    private final class Collector extends BindingProblems {
        private Collector(String place) {
            super(place);
        }

        @Override
        protected @Nullable Object onMismatch(String path, boolean isItem, Class<?> expected, JsonNode found) {
            unreadable.add(path);
            problems.add(path + ": expected " + expectation(expected));
            return null;
        }

        @Override
        protected void onUnknownField(String path, Class<?> type, String name) {
            problems.add(path + ": unknown field; remove it");
        }

        private static String expectation(Class<?> type) {
            if (type.isEnum()) {
                return "one of the values that docs/notifications.md lists";
            }
            if (type == Integer.class) {
                return "a whole number";
            }
            return type == String.class ? "text" : Iterable.class.isAssignableFrom(type) ? "a list" : "fields";
        }
    }
}
