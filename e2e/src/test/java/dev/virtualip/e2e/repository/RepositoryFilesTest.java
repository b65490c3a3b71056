package dev.virtualip.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.virtualip.testkit.lab.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Scripts, workflows and other files that no compiler reads are well-formed. */
class RepositoryFilesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Repository REPOSITORY = Repository.here();
    private static final Map<Path, String> TEXTS = REPOSITORY.texts();

    @Test
    void shellScriptsParse() {
        Map<String, List<String>> scriptsByShell = new TreeMap<>();
        TEXTS.forEach((file, text) -> {
            boolean isShell = text.startsWith("#!/bin/sh") || text.startsWith("# shellcheck shell=sh");
            boolean isBash = text.startsWith("#!/usr/bin/env bash") || text.startsWith("# shellcheck shell=bash");
            if (isShell || isBash) {
                scriptsByShell
                        .computeIfAbsent(isBash ? "bash" : "sh", shell -> new ArrayList<>())
                        .add(file.toString());
            }
        });

        assertThat(scriptsByShell).containsKeys("bash", "sh");
        scriptsByShell.forEach((shell, scripts) -> {
            String loop = "for script do " + shell + " -n \"$script\" || exit 1; done";
            List<String> command = new ArrayList<>(List.of("sh", "-c", loop, "sh"));
            command.addAll(scripts);
            CommandResult result = CommandResult.of(
                    new ProcessBuilder(command).directory(REPOSITORY.root().toFile()), PATIENCE);
            assertThat(result.exit()).as(result.output()).isZero();
        });
    }

    @Test
    void yamlAndJsonFilesParse() {
        YAMLMapper yaml = new YAMLMapper();
        ObjectMapper json = new ObjectMapper();
        TEXTS.forEach((file, text) -> {
            String name = file.toString();
            boolean isTemplate = name.contains("/templates/");
            // Inputs of tests may be wrong on purpose.
            boolean isInput = name.contains("src/test/");
            if (!isTemplate && !isInput && (name.endsWith(".yaml") || name.endsWith(".yml"))) {
                assertThat(documents(yaml, text)).as(name).isNotEmpty();
            } else if (!isInput && name.endsWith(".json")) {
                assertThat(documents(json, text)).as(name).hasSize(1);
            }
        });
    }

    @Test
    void workflowsPinActionsAndCallCommandsOfTheRepository() {
        List<Path> workflows = TEXTS.keySet().stream()
                .filter(file -> file.startsWith(".github/workflows"))
                .toList();

        assertThat(workflows).hasSize(3);
        for (Path workflow : workflows) {
            for (JsonNode document : documents(new YAMLMapper(), TEXTS.getOrDefault(workflow, ""))) {
                document.findValuesAsText("uses")
                        .forEach(action -> assertThat(action).matches("[\\w./-]+@(v\\d+\\.\\d+\\.\\d+|[0-9a-f]{40})"));
                document.findValuesAsText("run").stream()
                        .map(command -> command.split(" ", 2)[0])
                        .filter(program -> program.contains("/"))
                        .forEach(program -> assertThat(REPOSITORY.root().resolve(program))
                                .matches(Files::isExecutable, "is a command of the repository"));
            }
        }
    }

    private static List<JsonNode> documents(ObjectMapper mapper, String text) {
        try (var documents = mapper.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return documents.readAll();
        } catch (IOException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
