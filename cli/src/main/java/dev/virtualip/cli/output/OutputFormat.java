package dev.virtualip.cli.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;

/** Formats of a report. The option {@code -o} takes their names in small letters. */
public enum OutputFormat {
    /** Text for people. */
    TEXT,
    /** Text with more columns. */
    WIDE,
    /** The report as JSON. */
    JSON,
    /** The report as YAML. */
    YAML;

    /** Whether the report is written as data instead of text. */
    public boolean isData() {
        return this == JSON || this == YAML;
    }

    /** Writes a report as data, with a line break at its end. */
    public String data(Object report) {
        try {
            return this == YAML ? yamlMapper().writeValueAsString(report) : json(report) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a report cannot be written", e);
        }
    }

    private static String json(Object report) throws JsonProcessingException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        return quiet(new JsonMapper()).writer(printer).writeValueAsString(report);
    }

    private static ObjectMapper yamlMapper() {
        return quiet(YAMLMapper.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                .build());
    }

    private static ObjectMapper quiet(ObjectMapper mapper) {
        return mapper.setDefaultPropertyInclusion(JsonInclude.Include.NON_EMPTY);
    }
}
