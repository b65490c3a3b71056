package dev.virtualip.testkit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a lab, which every namespace of it starts with: unique on the machine, and saying whose it is, so that
 * the labs of programs that died are distinguishable from those in use.
 *
 * @param pid the process that owns the lab
 * @param startTicks when that process started, in the kernel's ticks since boot: a pid alone may have been given again
 * @param number which lab of that process, from 1
 */
record LabName(long pid, long startTicks, int number) {
    private static final Pattern NAMESPACE = Pattern.compile("vip-(\\d+)-([0-9a-z]+)-(\\d+)-.+");
    private static final AtomicInteger LAST_NUMBER = new AtomicInteger();

    /** A new name, owned by this process. */
    static LabName next() {
        long pid = ProcessHandle.current().pid();
        long ticks = startTicks(pid)
                .orElseThrow(
                        () -> new IllegalStateException("/proc/" + pid + "/stat cannot be read: is /proc mounted?"));
        return new LabName(pid, ticks, LAST_NUMBER.incrementAndGet());
    }

    /** The lab to which a namespace belongs, if it is one of a lab. */
    static Optional<LabName> ofNamespace(String namespace) {
        Matcher matcher = NAMESPACE.matcher(namespace);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new LabName(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2), Character.MAX_RADIX),
                Integer.parseInt(matcher.group(3))));
    }

    /** The name of one of its namespaces. */
    String namespace(String host) {
        return this + "-" + host;
    }

    /** Whether the process that owns the lab still runs. */
    boolean isOwnerAlive() {
        return startTicks(pid).filter(ticks -> ticks == startTicks).isPresent();
    }

    private static Optional<Long> startTicks(long pid) {
        final int startTimeAfterName = 19;
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The process's name stands in parentheses and may hold anything, spaces too.
            String[] fields = stat.substring(stat.lastIndexOf(") ") + 2).split(" ", -1);
            return Optional.of(Long.parseLong(fields[startTimeAfterName]));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "vip-%d-%s-%d".formatted(pid, Long.toString(startTicks, Character.MAX_RADIX), number);
    }
}
