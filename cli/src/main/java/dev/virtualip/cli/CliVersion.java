package dev.virtualip.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Version of this program, as the build wrote it into the jar. */
final class CliVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = CliVersion.class.getPackage().getImplementationVersion();
        return new String[] {"virtualip " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
}
