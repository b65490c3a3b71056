package dev.virtualip.e2e.agent;

/**
 * Behavior of a {@link FaultyProxy} instead of relaying requests.
 *
 * @param kind how it goes wrong
 * @param status the HTTP status of a refusal
 */
record ProxyFault(Kind kind, int status) {
    static final ProxyFault NONE = new ProxyFault(Kind.NONE, 0);

    /** Every connection is cut off at once, as if there were no server. */
    static final ProxyFault GONE = new ProxyFault(Kind.GONE, 0);

    /** Connections are taken, and nothing is ever answered. */
    static final ProxyFault SILENT = new ProxyFault(Kind.SILENT, 0);

    enum Kind {
        NONE,
        GONE,
        SILENT,
        EVERYTHING,
        WATCHES
    }

    /** Every request is refused. */
    static ProxyFault refusing(int status) {
        return new ProxyFault(Kind.EVERYTHING, status);
    }

    /** Watches are refused; everything else is let through. */
    static ProxyFault refusingWatches(int status) {
        return new ProxyFault(Kind.WATCHES, status);
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
