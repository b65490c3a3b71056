package dev.virtualip.agent;

/** Version of the agent, from the manifest of its jar. */
final class AgentVersion {
    private AgentVersion() {}

    static String get() {
        String version = AgentVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
