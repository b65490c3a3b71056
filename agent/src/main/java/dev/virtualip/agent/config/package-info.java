/**
 * Parsing of configuration documents, for files and for Kubernetes: YAML to records, with all problems and their lines,
 * and records to specifications of virtual routers. Problems are values; nothing here prints or exits.
 */
@NullMarked
package dev.virtualip.agent.config;

import org.jspecify.annotations.NullMarked;
