package dev.virtualip.testkit.lab;

import dev.virtualip.testkit.kernel.LabException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of this project's sources, in which the launchers of the other programs are. */
public final class Checkout {
    private Checkout() {}

    /** Its top: named by the property {@code virtualip.root}, else above the current folder. */
    public static Path root() {
        String named = System.getProperty("virtualip.root");
        Path start = Path.of(named == null ? "" : named).toAbsolutePath().normalize();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("e2e/pom.xml"))) {
                return folder;
            }
        }
        throw new LabException(start + " is not inside the project: run from there, or set -Dvirtualip.root");
    }
}
