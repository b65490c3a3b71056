package dev.virtualip.crds.schema;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The custom resource definitions of all kinds. */
final class Definitions {
    /**
     * The operator brings a definition up to date, and never back: it compares this. One more for each change of the
     * definitions that is released.
     */
    static final String SCHEMA_VERSION = "1";

    private static final String SCHEMA_VERSION_LABEL = "virtualip.dev/schema-version";
    private static final Map<Class<?>, Consumer<Shape>> RULES = rules();

    private final Descriptions descriptions = Descriptions.read();
    private final List<CustomResourceDefinition> made = new ArrayList<>();

    private Definitions() {}

    /** All of them, in the order of {@link Kind#ALL}. */
    static List<CustomResourceDefinition> all() {
        Definitions definitions = new Definitions();
        for (Kind kind : Kind.ALL) {
            definitions.make(kind);
        }
        return List.copyOf(definitions.made);
    }

    private void make(Kind kind) {
        new CRDGenerator()
                .forCRDVersions("v1")
                .customResourceClasses(List.of(kind.resource()))
                .withPostProcessor(new CRDPostProcessor() {
                    @Override
                    public HasMetadata process(HasMetadata definition, String version) {
                        complete(kind, (CustomResourceDefinition) definition);
                        return definition;
                    }
                })
                .withOutput(new Nowhere())
                .generate();
    }

    private void complete(Kind kind, CustomResourceDefinition definition) {
        definition.getMetadata().setLabels(Map.of(SCHEMA_VERSION_LABEL, SCHEMA_VERSION));
        definition.getSpec().getNames().setCategories(List.of("vrrp"));
        CustomResourceDefinitionVersion version =
                definition.getSpec().getVersions().getFirst();
        version.setAdditionalPrinterColumns(kind.columns());
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        root.setDescription(kind.description());
        describe(kind.spec(), kind.audience(), property(root, "spec"));
        describe(kind.status(), Audience.REPORT, property(root, "status"));
        new Shape(root, kind.audience()).required("spec");
        made.add(definition);
    }

    private static JSONSchemaProps property(JSONSchemaProps schema, String field) {
        return Objects.requireNonNull(schema.getProperties().get(field));
    }

    private void describe(Class<?> record, Audience audience, JSONSchemaProps schema) {
        schema.setDescription(descriptions.of(record));
        new RecordWalk(descriptions, Definitions::addRules, audience).visit(record, schema);
    }

    private static void addRules(Class<?> record, Shape shape) {
        Optional.ofNullable(RULES.get(record))
                .orElseThrow(() -> new IllegalStateException(
                        "no rules for " + record.getSimpleName() + ": bound its texts, lists and maps"))
                .accept(shape);
    }

    private static Map<Class<?>, Consumer<Shape>> rules() {
        Map<Class<?>, Consumer<Shape>> all = new HashMap<>();
        Stream.of(SharedRules.ALL, WantedRules.ALL, RouterRules.ALL, HealthCheckRules.ALL, StatusRules.ALL)
                .forEach(all::putAll);
        return Map.copyOf(all);
    }

    /** Where the generator writes, which we do not read. */
    private static final class Nowhere implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
        @Override
        public ByteArrayOutputStream outputFor(String name) {
            return new ByteArrayOutputStream();
        }

        @Override
        public void close() {}
    }
}
