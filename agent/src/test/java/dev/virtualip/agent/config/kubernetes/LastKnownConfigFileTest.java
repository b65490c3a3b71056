package dev.virtualip.agent.config.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.virtualip.agent.config.file.ConfigDocuments;
import dev.virtualip.agent.node.VirtualRouterSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start without an API server: from the stored configuration or from none, never from a damaged one. */
final class LastKnownConfigFileTest {
    private static final LastKnownConfig KEPT = RouterDocuments.holdings(
            "cluster-1", "u1", RouterDocuments.router(1, "192.0.2.1/24"), RouterDocuments.secret(2, "192.0.2.2/24"));

    private static final LastKnownConfig OTHER =
            RouterDocuments.holdings("cluster-1", "u1", RouterDocuments.router(1, "192.0.2.1/24"));

    @TempDir
    private Path parent;

    private Path folder;
    private Path file;
    private LastKnownConfigFile copy;

    @BeforeEach
    void begin() {
        folder = parent.resolve("state/node-a");
        file = folder.resolve("assignment");
        copy = new LastKnownConfigFile(folder, RouterDocuments.NODE);
    }

    @Test
    void objectUidGenerationClusterUidAndKeysComeBack() throws IOException {
        copy.write(KEPT);

        LastKnownConfigFile.ReadResult found = copy.read();
        assertThat(found).isEqualTo(new LastKnownConfigFile.ReadResult(KEPT, true, null));
        assertThat(found.config().clusterUid()).isEqualTo("cluster-1");
        assertThat(found.config().uid()).isEqualTo("u1");
        assertThat(found.config().generation()).isEqualTo(7);
        assertThat(found.config().routers().getLast().password()).isEqualTo("secret");
    }

    @Test
    void emptyConfigurationLeavesNoFile() throws IOException {
        LastKnownConfig nothing = LastKnownConfig.none(RouterDocuments.NODE);
        copy.write(nothing);
        assertThat(folder).doesNotExist();
        copy.write(KEPT);
        Files.writeString(folder.resolve("assignment.new"), "half of a new o");

        copy.write(nothing);

        assertThat(folder).isEmptyDirectory();
        assertThat(copy.read()).isEqualTo(new LastKnownConfigFile.ReadResult(nothing, false, null));
    }

    @Test
    void everyFieldOfEveryDocumentComesBack() throws IOException {
        for (Path document : ConfigDocuments.in("valid")) {
            List<StoredRouter> all = ConfigDocuments.routers(document).stream()
                    .map(router -> new StoredRouter("u1", router, null))
                    .toList();
            LastKnownConfig holdings = new LastKnownConfig(RouterDocuments.NODE, null, "u1", 1, all);
            copy.write(holdings);
            assertThat(copy.read().config())
                    .as("%s", document)
                    .isEqualTo(all.isEmpty() ? LastKnownConfig.none(RouterDocuments.NODE) : holdings);
        }
    }

    @Test
    void itsRoutersAreNotConfirmedUntilSomebodyDoesIt() throws IOException {
        copy.write(KEPT);

        assertThat(copy.read().config().unconfirmed()).hasSize(2).allSatisfy(spec -> {
            assertThat(spec.confirmed()).isFalse();
            assertThat(spec.asksFirst()).isTrue();
            assertThat(spec.askFirst()).isTrue();
        });
        assertThat(copy.read().config().unconfirmed())
                .extracting(VirtualRouterSpec::name)
                .containsExactly("r1", "r2");
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        copy.write(KEPT);
        copy.write(OTHER);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void withoutOneNothingIsRunAndNothingIsWrong() {
        assertThat(copy.read())
                .isEqualTo(new LastKnownConfigFile.ReadResult(LastKnownConfig.none(RouterDocuments.NODE), false, null));
    }

    @Test
    void everyTruncationIsFound() throws IOException {
        copy.write(KEPT);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            assertBroken(Arrays.copyOf(whole, length), "the first " + length + " bytes");
        }
        assertBroken(Arrays.copyOf(whole, whole.length + 1), "a byte more");
    }

    @Test
    void everyFlippedBitIsFound() throws IOException {
        copy.write(RouterDocuments.holdings("c", "u1", RouterDocuments.router(1, "192.0.2.1")));
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            assertBroken(flipped, "bit " + bit);
        }
    }

    @Test
    void damagedFileIsMovedAsideForInspection() throws IOException {
        copy.write(KEPT);
        Files.write(file, new byte[] {'x'});

        assertThat(copy.read().problem())
                .contains(file.toString(), "assignment.broken", "runs nothing until the API server answers");
        assertThat(copy.read())
                .as("the next time")
                .isEqualTo(new LastKnownConfigFile.ReadResult(LastKnownConfig.none(RouterDocuments.NODE), false, null));
        assertThat(folder.resolve("assignment.broken")).hasBinaryContent(new byte[] {'x'});
        copy.write(KEPT);
        assertThat(copy.read().config()).isEqualTo(KEPT);
    }

    @Test
    void unreadableFileStaysForTheNextStart() throws IOException {
        Files.createDirectories(file);

        assertThat(copy.read().problem()).contains("cannot be read");
        assertThat(file).exists();
    }

    @Test
    void thatOfAnotherNodeIsNotUsed() throws IOException {
        new LastKnownConfigFile(folder, "node-b").write(new LastKnownConfig("node-b", null, "u1", 1, KEPT.routers()));

        assertThat(copy.read().exists()).isFalse();
        assertThat(copy.read().config().routers()).isEmpty();
    }

    @Test
    void oneOfAFormThatIsNotKnownHereIsNotUsed() throws IOException {
        copy.write(KEPT);
        Files.writeString(file, Files.readString(file).replace("assignment-1", "assignment-2"));

        assertThat(copy.read().problem()).contains("its format is unknown");
    }

    @Test
    void oneThatIsTooLargeIsNotRead() throws IOException {
        Files.createDirectories(folder);
        Files.write(file, new byte[(4 << 20) + 1]);

        assertThat(copy.read().problem()).contains("larger than 4 MiB");
    }

    @Test
    void crashBeforeTheNewOneIsInPlaceLeavesTheOldOneAndNoPileOfDrafts() throws IOException {
        copy.write(KEPT);
        Files.writeString(folder.resolve("assignment.new"), "half of a new o");

        assertThat(copy.read().config()).isEqualTo(KEPT);
        copy.write(OTHER);
        assertThat(copy.read().config()).isEqualTo(OTHER);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void fileStaysWhenNothingCanBeWritten() throws IOException {
        copy.write(KEPT);
        // A folder in the way of the draft: also root cannot write over it.
        Files.createDirectories(folder.resolve("assignment.new/in-the-way"));

        assertThatThrownBy(() -> copy.write(OTHER)).isInstanceOf(IOException.class);
        assertThat(copy.read().config()).isEqualTo(KEPT);
    }

    @Test
    void folderThatCannotBeMadeIsReported() throws IOException {
        Files.writeString(parent.resolve("state"), "no folder");

        assertThatThrownBy(() -> copy.write(KEPT)).isInstanceOf(IOException.class);
        assertThat(copy.read().exists()).isFalse();
    }

    private void assertBroken(byte[] content, String what) throws IOException {
        Files.write(file, content);
        LastKnownConfigFile.ReadResult found = copy.read();
        assertThat(found.exists()).as(what).isFalse();
        assertThat(found.problem()).as(what).isNotNull().doesNotContain("secret");
        assertThat(found.config().routers()).as(what).isEmpty();
    }
}
