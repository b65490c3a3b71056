package dev.virtualip.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;

/** Writes documents as YAML that reads well: blocks, the contract's order of fields, quotation marks where needed. */
final class DocumentWriter {
    private static final String SEPARATOR = "---\n";
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    private DocumentWriter() {}

    /** The documents, one after the other; nothing if there are none. */
    static String yaml(List<?> documents) throws JsonProcessingException {
        StringBuilder text = new StringBuilder();
        for (Object document : documents) {
            text.append(text.isEmpty() ? "" : SEPARATOR).append(MAPPER.writeValueAsString(document));
        }
        return text.toString();
    }
}
