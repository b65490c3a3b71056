package dev.virtualip.agent.config.kubernetes;

import dev.virtualip.agent.api.ApiClient;
import dev.virtualip.agent.api.ApiException;
import dev.virtualip.agent.api.ObjectMetadata;
import dev.virtualip.agent.api.ObjectWatch;
import dev.virtualip.crds.v1alpha1.Authentication.SecretRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Passwords from Secrets, each of which is watched by its name while a virtual router refers to it. */
final class SecretPasswords implements PasswordLookup, AutoCloseable {
    /** Each costs a thread and a connection. One Secret can hold a key for each virtual router. */
    static final int MAX_SECRETS = 8;

    /** Longest part of a value that is kept; the rules refuse longer passwords anyway. */
    private static final int MAX_LENGTH = 64;

    private final ApiClient client;
    private final @Nullable String namespace;
    private final Runnable changed;
    private final Map<String, WatchedSecret> watchedSecrets = new HashMap<>();

    /** Passwords from Secrets of a namespace (null: the connection's); runs {@code changed} when a Secret changes. */
    SecretPasswords(ApiClient client, @Nullable String namespace, Runnable changed) {
        this.client = client;
        this.namespace = namespace;
        this.changed = changed;
    }

    /** Watches exactly these Secrets from now on. */
    void follow(Set<String> names) {
        List<WatchedSecret> ended = new ArrayList<>();
        synchronized (watchedSecrets) {
            watchedSecrets.entrySet().removeIf(entry -> !names.contains(entry.getKey()) && ended.add(entry.getValue()));
            for (String name : names) {
                if (watchedSecrets.size() < MAX_SECRETS && !watchedSecrets.containsKey(name)) {
                    WatchedSecret secret = new WatchedSecret(name);
                    watchedSecrets.put(name, secret);
                    secret.watch = ObjectWatch.start(
                            client,
                            "/api/v1/namespaces/" + namespace() + "/secrets",
                            name,
                            ObservedSecret.class,
                            secret);
                }
            }
        }
        ended.forEach(WatchedSecret::close);
    }

    @Override
    public Result of(SecretRef reference) {
        String name = String.valueOf(reference.name());
        WatchedSecret secret;
        synchronized (watchedSecrets) {
            secret = watchedSecrets.get(name);
        }
        if (secret == null) {
            return new Missing("Secret %s/%s is not watched yet; a node watches at most %d Secrets"
                    .formatted(namespace(), name, MAX_SECRETS));
        }
        return secret.lookup(String.valueOf(reference.key()));
    }

    @Override
    public void close() {
        follow(Set.of());
    }

    private String namespace() {
        return namespace == null ? client.namespace() : namespace;
    }

    /** Secret as the API server returns it. */
    record ObservedSecret(
            @Nullable ObjectMetadata metadata, @Nullable Map<String, byte[]> data) {
        /** The data as text, without what is too long for a password. */
        private Map<String, String> texts() {
            Map<String, String> texts = new HashMap<>();
            if (data != null) {
                data.forEach((key, value) -> texts.put(
                        key, new String(value, 0, Math.min(value.length, MAX_LENGTH), StandardCharsets.UTF_8)));
            }
            return texts;
        }

        /** Without the data. */
        @Override
        public String toString() {
            return "ObservedSecret[***]";
        }
    }

    private final class WatchedSecret implements ObjectWatch.Listener<ObservedSecret> {
        private final String name;
        private volatile @Nullable ObjectWatch<ObservedSecret> watch;
        private @Nullable Map<String, String> values;
        private String problem;

        private WatchedSecret(String name) {
            this.name = name;
            this.problem = "is not read yet";
        }

        private synchronized Result lookup(String key) {
            String place = "Secret " + namespace() + "/" + name;
            if (values == null) {
                return new Missing(place + " " + problem);
            }
            String value = values.get(key);
            return value == null
                    ? new Missing("%s has no key %s; add it, or correct secretRef".formatted(place, key))
                    : new Found(value);
        }

        @Override
        public void onObject(ObservedSecret object) {
            if (update(object.texts(), "")) {
                changed.run();
            }
        }

        @Override
        public void onAbsent() {
            if (update(null, "does not exist; create it, or correct secretRef")) {
                changed.run();
            }
        }

        @Override
        public void onFailure(ApiException failure) {
            boolean news;
            synchronized (this) {
                String now = "cannot be read: " + failure.getMessage();
                // Values that were read before stay in use.
                news = values == null && !now.equals(problem);
                problem = now;
            }
            if (news) {
                changed.run();
            }
        }

        @Override
        public void onSynced(boolean listed) {
            // The value was passed on already.
        }

        private synchronized boolean update(@Nullable Map<String, String> now, String why) {
            boolean news = now == null ? values != null || !why.equals(problem) : !now.equals(values);
            values = now;
            problem = why;
            return news;
        }

        private void close() {
            ObjectWatch<ObservedSecret> ended = watch;
            if (ended != null) {
                ended.close();
            }
        }
    }
}
