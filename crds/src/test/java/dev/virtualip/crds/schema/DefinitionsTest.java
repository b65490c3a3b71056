package dev.virtualip.crds.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Properties of every field of every kind: a bound, so that rules stay cheap, and a description. */
class DefinitionsTest {
    private static final Map<String, JSONSchemaProps> FIELDS = fields();

    @Test
    void everyTextIsBounded() {
        assertThat(those(field -> "string".equals(field.getType())
                        && field.getMaxLength() == null
                        && (field.getEnum() == null || field.getEnum().isEmpty())))
                .isEmpty();
    }

    @Test
    void everyListAndEveryMapIsBoundedAndSaysHowItIsMerged() {
        assertThat(those(field -> "array".equals(field.getType())
                        && (field.getMaxItems() == null || field.getXKubernetesListType() == null)))
                .isEmpty();
        assertThat(those(field -> field.getAdditionalProperties() != null && field.getMaxProperties() == null))
                .isEmpty();
    }

    @Test
    void everyNumberIsBounded() {
        assertThat(those(field -> "integer".equals(field.getType())
                        && field.getMinimum() == null
                        && (field.getEnum() == null || field.getEnum().isEmpty())))
                .isEmpty();
    }

    @Test
    void everyFieldIsDescribedByASentence() {
        assertThat(FIELDS).hasSizeGreaterThan(200);
        assertThat(those(field -> field.getDescription() == null
                        || !field.getDescription().endsWith(".")
                        || field.getDescription().contains("{")))
                .filteredOn(path -> !path.endsWith("[]") && !path.endsWith("{}"))
                .isEmpty();
    }

    @Test
    void onlyAPoolHasADefaultForNothingElseHasNoTemplateAboveIt() {
        assertThat(those(field -> field.getDefault() != null)).containsExactly("VirtualIPPool.spec.autoAssign");
    }

    @Test
    void reportsAreBoundedAndNotJudged() {
        assertThat(those(field -> !field.getXKubernetesValidations().isEmpty() || field.getPattern() != null))
                .isNotEmpty()
                .noneMatch(path -> path.contains(".status"));
    }

    @Test
    void noRuleComparesAddressesInAWayThatOlderServersCannotBound() {
        String anAddress = "(\\bip\\([^()]*(\\([^()]*\\)[^()]*)*\\)|\\.ip\\(\\)|masked\\(\\))";
        assertThat(rules()).isNotEmpty().noneMatch(rule -> rule.matches(".*" + anAddress + " *[=!]=.*"));
        assertThat("ip(self.split('/')[0]) == ip(b)").matches(".*" + anAddress + " *[=!]=.*");
        assertThat("cidr(self).masked().ip() == cidr(self).ip()").matches(".*" + anAddress + " *[=!]=.*");
    }

    @Test
    void fieldsForFilesOnlyAreLeftOut() {
        assertThat(FIELDS.keySet())
                .noneMatch(path -> path.contains("password") || path.contains("notifications"))
                .noneMatch(path -> path.contains("healthChecks[].command"))
                .contains("VRRPRouter.spec.virtualRouters[].healthChecks[].http.expect.status");
    }

    @Test
    void messagesAreMadeOfTextAndExpressions() {
        assertThat(Cel.concatenation("\"{self}\" is {a ? 'b' : 'c{2}'}; it's so"))
                .isEqualTo("'\"' + self + '\" is ' + (a ? 'b' : 'c{2}') + '; it\\'s so'");
        assertThatThrownBy(() -> Cel.concatenation("{self")).hasMessageContaining("not closed");
    }

    private static List<String> those(Predicate<JSONSchemaProps> wrong) {
        return FIELDS.entrySet().stream()
                .filter(field -> wrong.test(field.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Stream<String> rules() {
        return FIELDS.values().stream()
                .flatMap(field -> field.getXKubernetesValidations().stream())
                .flatMap(rule -> Stream.of(rule.getRule(), String.valueOf(rule.getMessageExpression())));
    }

    private static Map<String, JSONSchemaProps> fields() {
        Map<String, JSONSchemaProps> fields = new TreeMap<>();
        for (CustomResourceDefinition definition : Definitions.all()) {
            JSONSchemaProps root =
                    definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
            add(fields, definition.getSpec().getNames().getKind(), root);
        }
        return fields;
    }

    private static void add(Map<String, JSONSchemaProps> fields, String path, JSONSchemaProps schema) {
        fields.put(path, schema);
        schema.getProperties().forEach((name, property) -> add(fields, path + "." + name, property));
        if (schema.getItems() != null) {
            add(fields, path + "[]", schema.getItems().getSchema());
        }
        if (schema.getAdditionalProperties() != null) {
            add(fields, path + "{}", schema.getAdditionalProperties().getSchema());
        }
    }
}
