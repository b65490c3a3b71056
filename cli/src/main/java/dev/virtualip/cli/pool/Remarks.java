package dev.virtualip.cli.pool;

import dev.virtualip.cli.conversion.Remark;
import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.manifest.YamlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Remarks of an import, each once; given out in the order of files and lines. */
public final class Remarks {
    private final Set<Remark> all = new LinkedHashSet<>();
    private final List<String> files = new ArrayList<>();

    /** No remarks yet. */
    public Remarks() {}

    /** Adds a remark about a line. */
    public void add(SourceLine place, String text) {
        if (!files.contains(place.file())) {
            files.add(place.file());
        }
        all.add(new Remark(place, text));
    }

    /** Adds a remark about each field of a mapping that is not one of these. */
    public void unknown(YamlNode mapping, Set<String> known) {
        mapping.fields().forEach((name, value) -> {
            if (!known.contains(name) && !value.isEmpty()) {
                add(value.place(), "this import does not know the field " + name + ": it is left out");
            }
        });
    }

    /** All remarks, sorted by line within the order in which files were first remarked on. */
    public List<Remark> list(List<String> order) {
        List<String> names = new ArrayList<>(order);
        names.addAll(files);
        return all.stream()
                .sorted(Comparator.comparingInt(
                                (Remark remark) -> names.indexOf(remark.place().file()))
                        .thenComparingInt(remark -> remark.place().line()))
                .toList();
    }
}
