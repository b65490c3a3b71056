package dev.virtualip.crds.schema;

import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A CEL rule of the API server.
 *
 * @param holds the expression that is true of what is accepted
 * @param message what is said otherwise; a CEL expression in braces, as in <code>"{self}" has no unit</code>, is put in
 * @param field the field below the rule's place that is blamed, as in {@code .vrrp.version}; null: the place itself
 */
record Rule(String holds, String message, @Nullable String field) {

    static Rule of(String holds, String message) {
        return new Rule(holds, message, null);
    }

    /** The same rule, blaming a field. */
    Rule on(String blamed) {
        return new Rule(holds, message, blamed);
    }

    ValidationRule toValidation() {
        ValidationRuleBuilder builder =
                new ValidationRuleBuilder().withRule(Cel.flat(holds)).withFieldPath(field);
        return message.contains("{")
                ? builder.withMessageExpression(Cel.flat(Cel.concatenation(message)))
                        .build()
                : builder.withMessage(message).build();
    }
}
