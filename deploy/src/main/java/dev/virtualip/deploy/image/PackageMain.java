package dev.virtualip.deploy.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Makes the files of the Linux package; called by {@code mvn -P package package}. */
final class PackageMain {
    private PackageMain() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = ImageMain.options(arguments);
        try {
            new PackageRoot(
                            ImageMain.release(options),
                            Architecture.named(System.getProperty("os.arch")),
                            Path.of(ImageMain.option(options, "--output")))
                    .build(Boolean.parseBoolean(ImageMain.option(options, "--class-archive")));
        } catch (ImageException e) {
            System.err.println("package: " + e.getMessage());
            System.exit(1);
        }
    }
}
