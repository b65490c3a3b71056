package dev.virtualip.e2e.agent;

/**
 * What a {@link Door} does instead of letting requests through.
 *
 * @param kind how it goes wrong
 * @param status the HTTP status of a refusal
 */
record Fault(Kind kind, int status) {
    static final Fault NONE = new Fault(Kind.NONE, 0);

    /** Nobody is there: every connection is cut off at once. */
    static final Fault GONE = new Fault(Kind.GONE, 0);

    /** Connections are taken, and nothing is ever answered. */
    static final Fault SILENT = new Fault(Kind.SILENT, 0);

    enum Kind {
        NONE,
        GONE,
        SILENT,
        EVERYTHING,
        WATCHES
    }

    /** Every request is refused. */
    static Fault refusing(int status) {
        return new Fault(Kind.EVERYTHING, status);
    }

    /** Watches are refused; everything else is let through. */
    static Fault refusingWatches(int status) {
        return new Fault(Kind.WATCHES, status);
    }

    boolean refuses(String request) {
        return kind == Kind.EVERYTHING || (kind == Kind.WATCHES && request.contains("watch=1"));
    }

    /** The answer to what it refuses. */
    String answer() {
        String body = """
            {"kind":"Status","apiVersion":"v1","status":"Failure","code":%d,"message":"on purpose"}\
            """.formatted(status);
        return """
            HTTP/1.1 %d On Purpose
            Content-Type: application/json
            Connection: close
            %sContent-Length: %d

            """.formatted(status, status == 429 ? "Retry-After: 1\n" : "", body.length())
                        .replace("\n", "\r\n")
                + body;
    }

    @Override
    public String toString() {
        return kind + (status == 0 ? "" : " " + status);
    }
}
