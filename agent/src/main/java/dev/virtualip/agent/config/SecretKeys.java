package dev.virtualip.agent.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.virtualip.agent.api.ApiClient;
import dev.virtualip.agent.api.ApiException;
import dev.virtualip.agent.api.JsonSlice;
import dev.virtualip.agent.api.ObjectWatch;
import dev.virtualip.crds.v1alpha1.Authentication.SecretRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Secrets that virtual routers refer to: each is watched by its name for as long as somebody refers to it. */
final class SecretKeys implements Keys, AutoCloseable {
    /** Each costs a thread and a connection; one Secret with a key for each virtual router is what is meant. */
    static final int MAX_SECRETS = 8;

    /** Of a key longer than this no more is kept: the rules refuse it anyway. */
    private static final int MAX_LENGTH = 64;

    private final ApiClient client;
    private final @Nullable String namespace;
    private final Runnable changed;
    private final Map<String, Watched> watched = new HashMap<>();

    /** Secrets of a namespace (null: the connection's); tells when one is another now. */
    SecretKeys(ApiClient client, @Nullable String namespace, Runnable changed) {
        this.client = client;
        this.namespace = namespace;
        this.changed = changed;
    }

    /** Watches these Secrets and no others. */
    void follow(Set<String> names) {
        List<Watched> ended = new ArrayList<>();
        synchronized (watched) {
            watched.entrySet().removeIf(entry -> !names.contains(entry.getKey()) && ended.add(entry.getValue()));
            for (String name : names) {
                if (watched.size() < MAX_SECRETS && !watched.containsKey(name)) {
                    Watched secret = new Watched(name);
                    watched.put(name, secret);
                    secret.watch =
                            ObjectWatch.start(client, "/api/v1/namespaces/" + namespace() + "/secrets", name, secret);
                }
            }
        }
        ended.forEach(Watched::close);
    }

    @Override
    public Answer of(SecretRef reference) {
        String name = String.valueOf(reference.name());
        Watched secret;
        synchronized (watched) {
            secret = watched.get(name);
        }
        if (secret == null) {
            return new Missing("Secret %s/%s is not looked at yet; a node looks at %d at most"
                    .formatted(namespace(), name, MAX_SECRETS));
        }
        return secret.answer(String.valueOf(reference.key()));
    }

    @Override
    public void close() {
        follow(Set.of());
    }

    private String namespace() {
        return namespace == null ? client.namespace() : namespace;
    }

    /** One Secret. */
    private final class Watched implements ObjectWatch.Sink {
        private final String name;
        private volatile @Nullable ObjectWatch watch;
        private @Nullable Map<String, String> values;
        private String problem;

        private Watched(String name) {
            this.name = name;
            this.problem = "is being asked for";
        }

        private synchronized Answer answer(String key) {
            String place = "Secret " + namespace() + "/" + name;
            if (values == null) {
                return new Missing(place + " " + problem);
            }
            String value = values.get(key);
            return value == null
                    ? new Missing("%s has no key %s; add it, or correct secretRef".formatted(place, key))
                    : new Known(value);
        }

        @Override
        public void present(JsonSlice object) throws IOException {
            Map<String, String> now = read(object);
            if (become(now, "")) {
                changed.run();
            }
        }

        @Override
        public void absent() {
            if (become(null, "is not there; create it, or correct secretRef")) {
                changed.run();
            }
        }

        @Override
        public void failed(ApiException failure) {
            boolean news;
            synchronized (this) {
                String now = "cannot be read: " + failure.getMessage();
                // What was read before is still the best that is known.
                news = values == null && !now.equals(problem);
                problem = now;
            }
            if (news) {
                changed.run();
            }
        }

        @Override
        public void current(boolean first) {
            // What it is was told already.
        }

        private synchronized boolean become(@Nullable Map<String, String> now, String why) {
            boolean news = now == null ? values != null || !why.equals(problem) : !now.equals(values);
            values = now;
            problem = why;
            return news;
        }

        private void close() {
            ObjectWatch ended = watch;
            if (ended != null) {
                ended.close();
            }
        }
    }

    private static Map<String, String> read(JsonSlice object) throws IOException {
        Map<String, String> values = new HashMap<>();
        JsonSlice data = object.field("data");
        if (data == null) {
            return values;
        }
        try (JsonParser parser = data.parser()) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                byte[] value = Base64.getDecoder().decode(parser.getText());
                values.put(key, new String(value, 0, Math.min(value.length, MAX_LENGTH), StandardCharsets.UTF_8));
            }
        }
        return values;
    }
}
