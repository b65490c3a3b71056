package dev.virtualip.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Option of the format of a report. */
public final class OutputOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            converter = Converter.class,
            completionCandidates = Candidates.class,
            description = "text, wide (more columns), json or yaml (default: text).")
    private @Nullable OutputFormat format;

    /** Creates an option that picocli fills in. */
    public OutputOption() {}

    /**
     * Prints a report.
     *
     * @param command the command whose output it is
     * @param text makes the text for people; the argument says whether it may have more columns
     */
    public <T> void print(@Nullable CommandSpec command, T report, BiFunction<T, Boolean, String> text) {
        OutputFormat chosen = format == null ? OutputFormat.TEXT : format;
        PrintWriter out = Objects.requireNonNull(command, "picocli fills it in")
                .commandLine()
                .getOut();
        out.print(chosen.isData() ? chosen.data(report) : text.apply(report, chosen == OutputFormat.WIDE));
        out.flush();
    }

    /** Reads the name of a format. */
    static final class Converter implements ITypeConverter<OutputFormat> {
        @Override
        public OutputFormat convert(String value) {
            for (OutputFormat each : OutputFormat.values()) {
                if (each.name().toLowerCase(Locale.ROOT).equals(value)) {
                    return each;
                }
            }
            throw new TypeConversionException("'%s' is not a format: use text, wide, json or yaml".formatted(value));
        }
    }

    /** The names of the formats, for completion. */
    static final class Candidates extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Candidates() {
            super(List.of("text", "wide", "json", "yaml"));
        }
    }
}
