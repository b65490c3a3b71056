package dev.virtualip.daemon.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.virtualip.crds.report.AddressReport;
import dev.virtualip.crds.report.StatusReport;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Numbers the changes of a report, so that each client gets what changed since the last number that it saw. A client
 * that reads slowly gets fewer and larger updates; nothing is kept for it. Asks for a report at most twice a second,
 * and only when a client asks.
 */
final class PageFeed {
    /** The most problems that the page shows; their whole number is always sent. */
    static final int MAX_PROBLEMS = 200;

    /** The most moves in the timeline. */
    static final int MAX_MOVES = 100;

    /** The most deleted addresses that are remembered; a client that misses more gets everything. */
    static final int MAX_DELETED = 2_000;

    private static final long REFRESH_NANOS = 500_000_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private final Supplier<StatusReport> source;
    private final Supplier<String> time;
    private final LongSupplier nanoTime;
    private final Map<String, Numbered> addresses = new HashMap<>();
    private final Map<String, Numbered> parts = new LinkedHashMap<>();
    private final Map<String, Long> deleted = new LinkedHashMap<>();
    private List<PageMove> moves = List.of();
    private long number;
    private long completeSince;
    private long refreshedNanos;
    private boolean refreshed;

    /** A value with the number of the change that brought it. */
    private record Numbered(Object value, String json, long number) {}

    /**
     * An update.
     *
     * @param number the number to continue from
     * @param json the changes; empty: there are none
     */
    record Update(long number, String json) {}

    /**
     * Creates a feed.
     *
     * @param first the number to begin with: greater than any that a process before this one gave, so that its clients
     *     get everything
     * @param source makes the report
     * @param time the present time, RFC 3339
     * @param nanoTime a clock that never goes back
     */
    PageFeed(long first, Supplier<StatusReport> source, Supplier<String> time, LongSupplier nanoTime) {
        this.number = first;
        this.completeSince = first;
        this.source = source;
        this.time = time;
        this.nanoTime = nanoTime;
    }

    /**
     * Returns the changes after a number.
     *
     * @param seen the number that the client has; 0: everything is sent
     */
    synchronized Update since(long seen) {
        refresh();
        boolean whole = seen < completeSince || seen > number || seen == 0;
        if (!whole && seen == number) {
            return new Update(number, "");
        }
        long from = whole ? 0 : seen;
        String changed = newer(addresses, from)
                .map(Map.Entry::getValue)
                .map(Numbered::json)
                .collect(joined("[", "]"));
        String gone = whole
                ? "[]"
                : deleted.entrySet().stream()
                        .filter(entry -> entry.getValue() > from)
                        .map(entry -> json(entry.getKey()))
                        .collect(joined("[", "]"));
        String rest = newer(parts, from)
                .map(entry -> json(entry.getKey()) + ":" + entry.getValue().json())
                .collect(joined("{", "}"));
        return new Update(
                number,
                "{\"whole\":%b,\"time\":%s,\"addresses\":%s,\"deleted\":%s,\"parts\":%s}"
                        .formatted(whole, json(time.get()), changed, gone, rest));
    }

    private static Stream<Map.Entry<String, Numbered>> newer(Map<String, Numbered> values, long from) {
        return values.entrySet().stream().filter(entry -> entry.getValue().number() > from);
    }

    private static Collector<CharSequence, ?, String> joined(String open, String close) {
        return Collectors.joining(",", open, close);
    }

    private void refresh() {
        long now = nanoTime.getAsLong();
        if (refreshed && now - refreshedNanos < REFRESH_NANOS) {
            return;
        }
        StatusReport report = source.get();
        refreshed = true;
        refreshedNanos = now;
        long next = number + 1;
        boolean changed = false;
        Map<String, AddressReport> present = new LinkedHashMap<>();
        report.addresses().forEach(address -> present.put(address.name(), address));
        for (Map.Entry<String, AddressReport> entry : present.entrySet()) {
            deleted.remove(entry.getKey());
            changed |= put(addresses, entry.getKey(), entry.getValue(), next);
        }
        for (String name : new TreeSet<>(addresses.keySet())) {
            if (!present.containsKey(name)) {
                addresses.remove(name);
                deleted.put(name, next);
                changed = true;
            }
        }
        forgetDeleted();
        record(report.addresses());
        changed |= put(parts, "problemCount", report.problems().size(), next);
        changed |= put(
                parts,
                "problems",
                report.problems().stream().limit(MAX_PROBLEMS).toList(),
                next);
        changed |= put(parts, "nodes", report.nodes(), next);
        changed |= put(parts, "pools", report.pools(), next);
        changed |= put(parts, "gaps", report.gaps(), next);
        changed |= put(parts, "moves", moves, next);
        if (changed) {
            number = next;
        }
    }

    private static boolean put(Map<String, Numbered> values, String key, Object value, long next) {
        Numbered before = values.get(key);
        if (before != null && Objects.equals(before.value(), value)) {
            return false;
        }
        values.put(key, new Numbered(value, json(value), next));
        return true;
    }

    private void forgetDeleted() {
        Iterator<Long> oldest = deleted.values().iterator();
        for (int excess = deleted.size() - MAX_DELETED; excess > 0; excess--) {
            completeSince = oldest.next();
            oldest.remove();
        }
    }

    /** Adds the last move of each address to the timeline, which keeps earlier ones. */
    private void record(List<AddressReport> reports) {
        Stream<PageMove> present = reports.stream()
                .filter(address -> address.lastMove() != null)
                .map(address ->
                        new PageMove(address.name(), address.title(), Objects.requireNonNull(address.lastMove())));
        moves = Stream.concat(present, moves.stream())
                .distinct()
                .sorted(PageMove.NEWEST_FIRST)
                .limit(MAX_MOVES)
                .toList();
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write JSON to memory", e);
        }
    }
}
