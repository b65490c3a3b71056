package dev.virtualip.daemon.page;

import dev.virtualip.crds.report.AddressReport.LastMove;
import java.util.Comparator;

/**
 * A move in the timeline of the page.
 *
 * @param name the VirtualIP
 * @param title its name as it is shown
 * @param move the move
 */
record PageMove(String name, String title, LastMove move) {
    static final Comparator<PageMove> NEWEST_FIRST = Comparator.comparing(
                    (PageMove each) -> each.move().time())
            .reversed()
            .thenComparing(PageMove::name);
}
