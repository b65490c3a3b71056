package dev.virtualip.deploy.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarFile;

/** One name for the images of several architectures: an OCI image index, in an image layout with all of them. */
final class ImageIndex {

    private ImageIndex() {}

    /** Writes it; gives the digest of the index. */
    static Digest write(List<ImageBuild.Built> images, Path archive) throws IOException {
        ImageConfig config = images.getFirst().config();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(archive));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            Set<String> present = new HashSet<>();
            List<Object> manifests = new ArrayList<>();
            for (ImageBuild.Built image : images) {
                long size = copyBlobs(image, tar, present);
                Map<String, Object> entry = ImageArchive.blob(ImageArchive.MANIFEST_TYPE, image.digest(), size);
                entry.put("platform", ImageArchive.platform(image.config()));
                manifests.add(entry);
            }
            byte[] index = ImageArchive.json(index(manifests));
            Digest digest = Digest.of(index);
            Map<String, Object> named = ImageArchive.blob(ImageArchive.INDEX_TYPE, digest, index.length);
            named.put("annotations", ImageArchive.names(config));
            ImageArchive.put(tar, config, ImageArchive.path(digest), index);
            ImageArchive.put(tar, config, "oci-layout", ImageArchive.json(Map.of("imageLayoutVersion", "1.0.0")));
            ImageArchive.put(tar, config, "index.json", ImageArchive.json(index(List.of(named))));
            return digest;
        }
    }

    private static Object index(List<?> manifests) {
        return ImageArchive.sorted(
                Map.of("schemaVersion", 2, "mediaType", ImageArchive.INDEX_TYPE, "manifests", manifests));
    }

    /** Gives the size of the image's manifest. */
    private static long copyBlobs(ImageBuild.Built image, TarArchiveOutputStream tar, Set<String> present)
            throws IOException {
        long manifest = 0;
        try (TarFile from = new TarFile(image.archive())) {
            for (TarArchiveEntry blob : from.getEntries()) {
                String name = blob.getName();
                if (name.startsWith("blobs/") && present.add(name)) {
                    TarArchiveEntry entry = new TarArchiveEntry(name);
                    entry.setModTime(image.config().time());
                    entry.setSize(blob.getSize());
                    tar.putArchiveEntry(entry);
                    from.getInputStream(blob).transferTo(tar);
                    tar.closeArchiveEntry();
                }
                manifest = name.equals(ImageArchive.path(image.digest())) ? blob.getSize() : manifest;
            }
        }
        return manifest;
    }
}
