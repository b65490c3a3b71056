package dev.virtualip.e2e.repository;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Reads Java files with the compiler that compiles them, as far as syntax trees. */
final class JavaSources {

    private JavaSources() {}

    /** The problems that {@link SyntaxRules} finds in these files. */
    static List<Problem> check(Map<Path, String> texts) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
        List<Source> sources = texts.entrySet().stream()
                .map(entry -> new Source(entry.getKey(), entry.getValue()))
                .toList();
        JavacTask task = (JavacTask) compiler.getTask(null, null, errors, List.of("-proc:none"), null, sources);
        List<Problem> problems = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                // The compiler wraps what it was given: only the name comes back.
                Path file = Path.of("/")
                        .relativize(Path.of(unit.getSourceFile().toUri().getPath()));
                SyntaxRules rules = new SyntaxRules(file, unit, Trees.instance(task));
                problems.addAll(rules.check());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The compiler cannot read what is in memory", e);
        }
        if (!errors.getDiagnostics().isEmpty()) {
            throw new IllegalArgumentException("Not Java: " + errors.getDiagnostics());
        }
        return problems;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(Path file, String text) {
            super(URI.create("memory:///" + file), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
