package dev.virtualip.deploy.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * Inputs of an image build.
 *
 * @param repository the folder of the checkout
 * @param version of the project
 * @param revision the commit; empty outside of a checkout
 * @param time that everything in an image bears
 */
record BuildInput(Path repository, String version, String revision, FileTime time) {

    /** The commit that a folder has checked out; empty when that is not to be known. */
    static String revisionOf(Path repository) {
        try {
            Process git = new ProcessBuilder("git", "-C", repository.toString(), "rev-parse", "HEAD")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? said : "";
        } catch (IOException noGit) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
