package dev.virtualip.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.crds.doctor.ProbePlan;
import dev.virtualip.crds.doctor.ProbeReport;
import java.io.UncheckedIOException;

/** Requests to the probe and its reports, as JSON. */
final class ProbeJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ProbeJson() {}

    static String write(ProbePlan plan) {
        try {
            return MAPPER.writeValueAsString(plan);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a plan cannot be written", e);
        }
    }

    /**
     * Reads the report in the output of a probe; lines before it are its log.
     *
     * @param origin where it comes from, for the message
     */
    static ProbeReport read(String output, String origin) throws CommandFailedException {
        String last = output.lines()
                .filter(line -> line.startsWith("{"))
                .reduce((first, second) -> second)
                .orElse("");
        try {
            if (last.isEmpty()) {
                throw new CommandFailedException("%s has no report of a probe: %s"
                        .formatted(origin, output.isBlank() ? "it is empty" : output.strip()));
            }
            return MAPPER.readValue(last, ProbeReport.class);
        } catch (JsonProcessingException e) {
            throw new CommandFailedException(
                    "%s is not a report of virtualip-agent probe: %s".formatted(origin, e.getOriginalMessage()));
        }
    }
}
