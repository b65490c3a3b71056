package dev.virtualip.crds.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A health check as the contract has it. No program carries one out yet, so its record in the product has only a name;
 * this is the whole, so that nothing is lost of what people write. Checks by a command are for files only.
 *
 * @param name unique in the list
 * @param http passes when a request gets the answer that is expected
 * @param tcp passes when a connection can be opened
 * @param interfaceState passes while an interface is up and has a carrier
 * @param service passes while a Kubernetes Service has a ready endpoint on the node
 * @param period the time between two checks; default: 1s
 * @param timeout how long an answer may take; default: 500ms
 * @param failureThreshold how many checks in a row fail before it counts; default: 2
 * @param successThreshold how many checks in a row pass before it counts; default: 2
 * @param effect of a failure: Withdraw hands the addresses over, Lower subtracts the penalty from the priority
 * @param penalty how much Lower subtracts, never to below 2; default: 50
 */
record HealthCheckShape(
        String name,
        @Nullable Http http,
        @Nullable Tcp tcp,
        @JsonProperty("interface") @Nullable InterfaceState interfaceState,
        @Nullable ServiceEndpoint service,
        @Nullable String period,
        @Nullable String timeout,
        @Nullable Integer failureThreshold,
        @Nullable Integer successThreshold,
        @Nullable String effect,
        @Nullable Integer penalty) {

    /**
     * A check by HTTP.
     *
     * @param port 1..65535
     * @param path what is asked for, as in {@code /healthz}; default: /
     * @param scheme HTTP or HTTPS; default: HTTP
     * @param host the address that is asked; default: loopback
     * @param hostHeader the name that is sent as Host; default: the host
     * @param expect what a good answer is; default: any status below 400
     * @param tls how HTTPS is done
     */
    record Http(
            Integer port,
            @Nullable String path,
            @Nullable String scheme,
            @Nullable String host,
            @Nullable String hostHeader,
            @Nullable Expect expect,
            @Nullable Tls tls) {}

    /**
     * A good answer.
     *
     * @param status the status codes that are good
     * @param body a text that the body contains
     */
    record Expect(List<Integer> status, @Nullable String body) {}

    /**
     * How HTTPS is done.
     *
     * @param verify whether the certificate is checked; default: true
     */
    record Tls(@Nullable Boolean verify) {}

    /**
     * A check by a TCP connection.
     *
     * @param host the address that is connected to; default: loopback
     * @param port 1..65535
     */
    record Tcp(@Nullable String host, Integer port) {}

    /**
     * A check of an interface.
     *
     * @param name its name
     */
    record InterfaceState(String name) {}

    /**
     * A check of a Kubernetes Service.
     *
     * @param namespace its namespace
     * @param name its name
     */
    record ServiceEndpoint(String namespace, String name) {}
}
