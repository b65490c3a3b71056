package dev.virtualip.operator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.plan.model.Observed.Definition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The watch suffices while nothing is missing; in doubt the API server is asked, and silence withdraws nothing. */
class DefinitionReaderTest {
    private final TrimmedStore<DefinitionObject> watched = new TrimmedStore<>(object -> {});
    private final Deque<Supplier<@Nullable DefinitionObject>> answers = new ArrayDeque<>();
    private final DefinitionReader reader =
            new DefinitionReader(watched, () -> answers.removeFirst().get());

    @Test
    void definitionThatMayNotBeReadIsUnknown() {
        assertThat(reader.read(true)).isNull();
    }

    @Test
    void watchSufficesWhileNothingIsMissing() {
        reader.allow(true);
        assertThat(reader.read(false)).isEqualTo(Definition.GONE);

        DefinitionObject seen = definition("first", "");
        watched.put(watched.getKey(seen), seen);

        assertThat(reader.read(false)).isEqualTo(new Definition("first", true));
    }

    @Test
    void inDoubtTheApiServerIsAsked() {
        reader.allow(true);
        DefinitionObject seen = definition("first", "");
        watched.put(watched.getKey(seen), seen);
        answers.add(() -> definition("first", ", deletionTimestamp: \"2026-11-25T10:00:00Z\""));
        answers.add(() -> null);
        answers.add(() -> {
            throw new KubernetesClientException("no answer");
        });
        answers.add(() -> definition("second", ""));

        assertThat(reader.read(true)).isEqualTo(new Definition("first", false));
        assertThat(reader.read(true)).isEqualTo(Definition.GONE);
        assertThat(reader.read(true)).isEqualTo(Definition.GONE);
        assertThat(reader.read(true)).isEqualTo(new Definition("second", true));
    }

    @Test
    void definitionIsKeptWithoutItsSchemas() {
        assertThat(LenientJson.serialization().asJson(definition("first", ""))).doesNotContain("openAPIV3Schema");
    }

    @Test
    void onlyTheObjectAndItsDeletionCount() {
        DefinitionObject going = definition("first", ", deletionTimestamp: \"2026-11-25T10:00:00Z\"");

        assertThat(DefinitionObject.differ(definition("first", ""), definition("first", ", generation: 7")))
                .isFalse();
        assertThat(DefinitionObject.differ(definition("first", ""), going)).isTrue();
        assertThat(DefinitionObject.differ(definition("first", ""), definition("second", "")))
                .isTrue();
    }

    private static DefinitionObject definition(String uid, String more) {
        return LenientJson.serialization().unmarshal("""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: virtualips.virtualip.dev, uid: %s%s}
            spec: {group: virtualip.dev, versions: [{name: v1alpha1, schema: {openAPIV3Schema: {type: object}}}]}
            status: {conditions: [{type: Established, status: "True"}]}
            """.formatted(uid, more), DefinitionObject.class);
    }
}
