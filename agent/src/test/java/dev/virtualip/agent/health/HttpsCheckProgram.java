package dev.virtualip.agent.health;

/** Prints the result of one HTTPS check of this host, with verification; arguments: the port, the name. */
final class HttpsCheckProgram {
    private HttpsCheckProgram() {}

    public static void main(String[] arguments) {
        System.out.println(Probes.run(HealthSpecs.https(Integer.parseInt(arguments[0]), true, arguments[1])));
    }
}
