package dev.virtualip.cli.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Writes text files into a compressed archive of the format ustar. */
final class TarArchive implements AutoCloseable {
    private static final int BLOCK = 512;
    private static final int NAME_MAX = 100;
    private static final int SIZE_AT = 124;
    private static final int CHECKSUM_AT = 148;

    private final OutputStream out;
    private final long seconds;

    /**
     * Begins an archive.
     *
     * @param seconds the time of its files, since 1970
     */
    TarArchive(OutputStream target, long seconds) throws IOException {
        this.out = new GZIPOutputStream(target);
        this.seconds = seconds;
    }

    /** Adds a file; a longer name than the format allows is cut. */
    void add(String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        byte[] header = new byte[BLOCK];
        put(header, 0, name.length() > NAME_MAX ? name.substring(0, NAME_MAX) : name);
        put(header, 100, "0000600\0" + "0000000\0" + "0000000\0");
        put(header, SIZE_AT, "%011o\0%011o\0".formatted(content.length, seconds));
        put(header, CHECKSUM_AT, " ".repeat(8) + "0");
        put(header, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte each : header) {
            sum += Byte.toUnsignedInt(each);
        }
        put(header, CHECKSUM_AT, "%06o\0 ".formatted(sum));
        out.write(header);
        out.write(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
    }

    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.close();
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
