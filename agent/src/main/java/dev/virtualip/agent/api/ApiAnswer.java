package dev.virtualip.agent.api;

/** What the API server answered to a request that it carried out. */
// A class, not a record: a record with an array would compare by identity.
public final class ApiAnswer {
    private final JsonSlice body;

    ApiAnswer(byte[] body) {
        this.body = JsonSlice.all(body);
    }

    /** The document. */
    public JsonSlice body() {
        return body;
    }
}
