package dev.virtualip.agent.link;

import dev.virtualip.agent.link.KernelAddresses.Change;
import dev.virtualip.agent.link.KernelAddresses.Kind;
import dev.virtualip.agent.link.KernelAddresses.Outcome;
import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.netlink.VirtualAddressRequests;
import dev.virtualip.agent.node.NodeListener;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.NoticeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the list of this agent's addresses on disk, for kernels before 5.18, which do not keep the mark: reports of the
 * kernel are given the mark from the list. On newer kernels there is no list. A list from before the last boot is of no
 * use: the addresses are gone, and the interface numbers differ.
 */
public final class MarkList {
    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");
    private static final int MAJOR = 5;
    private static final int MINOR = 18;
    private static final String FILE = "addresses";

    private final @Nullable Path file;
    private final String bootId;
    private final NodeListener listener;
    private final Set<String> marked = new LinkedHashSet<>();

    private MarkList(@Nullable Path file, String bootId, NodeListener listener) {
        this.file = file;
        this.bootId = bootId;
        this.listener = listener;
    }

    /** The list of this kernel, kept in a folder that need not exist yet. */
    public static MarkList ofThisKernel(Path folder, NodeListener listener) {
        String release = read("/proc/sys/kernel/osrelease");
        return keepsMarks(release)
                ? none(listener)
                : open(folder.resolve(FILE), read("/proc/sys/kernel/random/boot_id"), listener);
    }

    /** The list of a kernel that keeps the mark: none. */
    public static MarkList none(NodeListener listener) {
        return new MarkList(null, "", listener);
    }

    /** The list in a file, as an earlier run since this boot left it. */
    public static MarkList open(Path file, String bootId, NodeListener listener) {
        MarkList list = new MarkList(file, bootId, listener);
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (!lines.isEmpty() && lines.getFirst().equals(bootId)) {
                list.marked.addAll(lines.subList(1, lines.size()));
            }
        } catch (IOException e) {
            list.report("cannot read " + file + ", so addresses that an earlier run left stay: " + e.getMessage());
        }
        return list;
    }

    /** Whether a kernel of this release keeps the mark. */
    static boolean keepsMarks(String release) {
        Matcher matcher = RELEASE.matcher(release);
        if (!matcher.matches()) {
            return false;
        }
        int major = Integer.parseInt(matcher.group(1));
        return major > MAJOR || (major == MAJOR && Integer.parseInt(matcher.group(2)) >= MINOR);
    }

    /** An address as the kernel reports it, with the mark that the kernel did not keep. */
    public AddressChanged restore(AddressChanged reported) {
        if (file == null || !marked.contains(key(reported))) {
            return reported;
        }
        return new AddressChanged(
                reported.interfaceIndex(),
                reported.address(),
                reported.prefixLength(),
                reported.flags(),
                VirtualAddressRequests.PROTOCOL,
                reported.label(),
                reported.scope(),
                reported.preferredSeconds(),
                reported.validSeconds());
    }

    /** Notes what came of changes, and keeps the list if it is another one now. */
    void note(List<Change> changes, List<Outcome> outcomes) {
        if (file == null) {
            return;
        }
        boolean changed = false;
        for (int i = 0; i < changes.size(); i++) {
            String key = key(changes.get(i).bound());
            int errno = outcomes.get(i).errno();
            boolean gone = errno == KernelAddresses.NOT_THERE || errno == KernelAddresses.NO_DEVICE;
            if (changes.get(i).kind() == Kind.REMOVE) {
                changed |= (gone || errno == KernelAddresses.DONE) && marked.remove(key);
            } else {
                changed |= errno == KernelAddresses.DONE && marked.add(key);
            }
        }
        if (changed) {
            keep(file);
        }
    }

    private void keep(Path target) {
        try {
            Path folder = Files.createDirectories(target.toAbsolutePath().getParent());
            Path written = Files.createTempFile(
                    folder,
                    FILE,
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(written, bootId + "\n" + String.join("\n", marked) + "\n");
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            report("cannot write " + target + ", so a crash may leave addresses behind: " + e.getMessage());
        }
    }

    private void report(String message) {
        listener.noticed(new Notice(Severity.WARNING, "state", NoticeKind.ADDRESS_LIST_FAILED, message));
    }

    private static String key(BoundAddress bound) {
        return bound.interfaceIndex() + " " + bound.address().getHostAddress() + "/" + bound.prefixLength();
    }

    private static String key(AddressChanged shown) {
        return shown.interfaceIndex() + " " + shown.address().getHostAddress() + "/" + shown.prefixLength();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
