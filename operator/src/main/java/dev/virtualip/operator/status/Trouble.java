package dev.virtualip.operator.status;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong although the address may answer.
 *
 * @param reason one word in camel case
 * @param sentence for a person
 * @param node the node that it concerns; null: none in particular
 */
record Trouble(String reason, String sentence, @Nullable String node) {
    /** What an agent reports and is not listed here comes last. */
    private static final List<String> WORST_FIRST = List.of(
            Words.SPLIT_BRAIN,
            Words.ADDRESS_CONFLICT,
            Words.ADDRESS_IN_USE,
            Words.HOST_HAS_ADDRESS,
            Words.VIRTUAL_ROUTER_ID_CONFLICT,
            Words.ADDRESS_STOLEN,
            Words.BIND_FAILED,
            Words.CLAIMS_DIFFER,
            Words.NO_BACKUP,
            Words.AGENT_SILENT);

    /** The order in which they are told; those of one rank stay in the order in which they were found. */
    static final Comparator<Trouble> BY_RANK = Comparator.comparingInt(Trouble::rank);

    private int rank() {
        int listed = WORST_FIRST.indexOf(reason);
        return listed < 0 ? WORST_FIRST.size() : listed;
    }
}
