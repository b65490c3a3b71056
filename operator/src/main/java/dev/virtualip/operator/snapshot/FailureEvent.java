package dev.virtualip.operator.snapshot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An Event that says why the DaemonSet's controller cannot create a Pod. */
@Group("")
@Version("v1")
@Kind("Event")
@Plural("events")
@JsonIgnoreProperties({"spec", "status"})
public final class FailureEvent extends CustomResource<Void, Void> implements Namespaced {
    /** The reason of such Events. */
    static final String REASON = "FailedCreate";

    private static final long serialVersionUID = 1;

    /** Each try has another Pod's name, and many tries are put together: the cause stays the same. */
    private static final Pattern EACH_TRY = Pattern.compile(
            "^(\\(combined from similar events\\): )?(Error creating: )?" + "(pods \"[^\"]*\" is forbidden: )?");

    private String cause = "";

    /** Why, in words that stay the same at each try. */
    String cause() {
        return cause;
    }

    @JsonProperty("message")
    void setMessage(@Nullable String message) {
        cause = message == null ? "" : EACH_TRY.matcher(message).replaceFirst("");
    }

    /** Whether a plan could tell the one from the other. */
    static boolean differ(FailureEvent a, FailureEvent b) {
        return !a.cause.equals(b.cause);
    }
}
