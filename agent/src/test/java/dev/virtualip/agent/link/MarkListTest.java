package dev.virtualip.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.link.KernelAddresses.Change;
import dev.virtualip.agent.link.KernelAddresses.Kind;
import dev.virtualip.agent.link.KernelAddresses.Outcome;
import dev.virtualip.agent.loop.FakeKernel;
import dev.virtualip.agent.loop.FakeLoop;
import dev.virtualip.agent.netlink.BoundAddress;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MarkListTest {
    private static final BoundAddress TEN = BoundAddress.host(7, InetAddress.ofLiteral("192.0.2.10"), 3);
    private static final BoundAddress SIX = BoundAddress.host(7, InetAddress.ofLiteral("2001:db8::10"), 3);

    private final FakeLoop loop = new FakeLoop();

    @TempDir
    private Path folder;

    private MarkList open(String bootId) {
        return MarkList.open(folder.resolve("node").resolve("addresses"), bootId, loop.listener());
    }

    private static void did(MarkList list, Kind kind, BoundAddress bound, int errno) {
        list.note(List.of(new Change(kind, bound)), List.of(new Outcome(errno, "")));
    }

    private static boolean ours(MarkList list, BoundAddress bound) {
        return list.restore(FakeKernel.shown(bound, 0)).ours();
    }

    @ParameterizedTest
    @CsvSource({"6.18.44-fc, true", "5.18.0, true", "5.17.9, false", "4.19.0-generic, false", "10.0, true", "odd, false"
    })
    void kernelsFrom518OnKeepTheMark(String release, boolean keeps) {
        assertThat(MarkList.keepsMarks(release)).isEqualTo(keeps);
    }

    @Test
    void boundAddressIsMarkedAfterARestart() throws Exception {
        did(open("boot"), Kind.ADD, TEN, KernelAddresses.DONE);

        assertThat(ours(open("boot"), TEN)).isTrue();
        assertThat(ours(open("boot"), SIX)).isFalse();
        Path file = folder.resolve("node").resolve("addresses");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void presentAddressIsNotMarked() {
        MarkList list = open("boot");
        did(list, Kind.ADD, TEN, KernelAddresses.EXISTS);

        assertThat(ours(list, TEN)).isFalse();
    }

    @Test
    void removedAddressIsForgotten() {
        did(open("boot"), Kind.ADD, SIX, KernelAddresses.DONE);
        did(open("boot"), Kind.REMOVE, SIX, KernelAddresses.NOT_THERE);

        assertThat(ours(open("boot"), SIX)).isFalse();
    }

    @Test
    void listOfBeforeTheLastBootIsOfNoUse() {
        did(open("before"), Kind.ADD, TEN, KernelAddresses.DONE);

        assertThat(ours(open("after"), TEN)).isFalse();
    }

    @Test
    void folderThatCannotBeWrittenIsReported_andTheMarkHoldsForThisRun() throws Exception {
        Files.writeString(folder.resolve("node"), "a file where the folder should be");
        MarkList list = open("boot");
        did(list, Kind.ADD, TEN, KernelAddresses.DONE);

        assertThat(loop.notices).contains("AddressListFailed");
        assertThat(ours(list, TEN)).isTrue();
    }
}
