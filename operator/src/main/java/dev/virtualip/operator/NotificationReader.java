package dev.virtualip.operator;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Notification;
import dev.virtualip.crds.validation.NotificationRules;
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
            String place = FIELD + "[" + i + "]";
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

    /** Collects what cannot be bound, in place of exceptions. Never repeats a value, which could be a secret. */
    private final class Collector extends DeserializationProblemHandler {
        private final String place;

        private Collector(String place) {
            this.place = place;
        }

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String property)
                throws IOException {
            // Jackson may set unknown fields aside: then only the context's parser knows the place.
            JsonParser main = context.getParser();
            String path = place + path(main.getParsingContext());
            String suffix = "." + property;
            problems.add((path.endsWith(suffix) ? path : path + suffix) + ": unknown field; remove it");
            parser.skipChildren();
            return true;
        }

        @Override
        public @Nullable Object handleUnexpectedToken(
                DeserializationContext context, JavaType type, JsonToken token, JsonParser parser, String message)
                throws IOException {
            return mismatch(context, type.getRawClass(), parser);
        }

        @Override
        public @Nullable Object handleWeirdStringValue(
                DeserializationContext context, Class<?> type, String value, String message) throws IOException {
            return mismatch(context, type, context.getParser());
        }

        private @Nullable Object mismatch(DeserializationContext context, Class<?> type, JsonParser parser)
                throws IOException {
            String path = place + path(parser.getParsingContext());
            String expected = type.isEnum()
                    ? "one of the values that docs/notifications.md lists"
                    : type == Integer.class
                            ? "a whole number"
                            : type == String.class
                                    ? "text"
                                    : Iterable.class.isAssignableFrom(type) ? "a list" : "fields";
            context.readTree(parser);
            unreadable.add(path);
            problems.add(path + ": expected " + expected);
            return null;
        }

        private static String path(JsonStreamContext context) {
            String pointer = context.pathAsPointer().toString();
            return pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.');
        }
    }
}
