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

/** An Event in which the DaemonSet controller says why it cannot create a Pod. */
@Group("")
@Version("v1")
@Kind("Event")
@Plural("events")
@JsonIgnoreProperties({"spec", "status"})
public final class FailureEvent extends CustomResource<Void, Void> implements Namespaced {
    /** The reason of these Events. */
    static final String REASON = "FailedCreate";

    private static final long serialVersionUID = 1;

    /** The part of the message that differs with each retry. */
    private static final Pattern EACH_TRY = Pattern.compile(
            "^(\\(combined from similar events\\): )?(Error creating: )?" + "(pods \"[^\"]*\" is forbidden: )?");

    private String cause = "";

    /** Returns the cause, which is the same at each retry. */
    String cause() {
        return cause;
    }

    @JsonProperty("message")
    void setMessage(@Nullable String message) {
        cause = message == null ? "" : EACH_TRY.matcher(message).replaceFirst("");
    }

    /** Whether a plan depends on the difference between two states of the Event. */
    static boolean differ(FailureEvent a, FailureEvent b) {
        return !a.cause.equals(b.cause);
    }
}
