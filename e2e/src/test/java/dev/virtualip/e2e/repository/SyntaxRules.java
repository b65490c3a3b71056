package dev.virtualip.e2e.repository;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Rules on the syntax tree of a Java file. */
final class SyntaxRules extends TreePathScanner<@Nullable Void, @Nullable Void> {

    static final int MAX_METHOD_LINES = 60;

    private static final Pattern PURE_FILE = Pattern.compile("agent/src/main/java/.*/agent/(vrrp|wire|netlink|node)/.*"
            + "|operator/src/main/java/.*/operator/(plan|status)/.*");
    private static final Set<String> WORLD = Set.of(
            "System.nanoTime",
            "System.currentTimeMillis",
            "Instant.now",
            "InstantSource.system",
            "LoggerFactory.getLogger",
            "Clock.systemUTC",
            "Thread.sleep",
            "Math.random");
    private static final Set<String> DICE = Set.of("Random", "SecureRandom", "SplittableRandom");
    /** What keeps a failure for a caller that may never ask: the uncaught-exception handler does not see it. */
    private static final Pattern KEEPS_FAILURES =
            Pattern.compile("java\\.util\\.concurrent\\.(ExecutorCompletion|ForkJoin|FutureTask|Scheduled)\\w*"
                    + "|java\\.util\\.Timer|CompletableFuture\\.(run|supply)Async|Executors\\.newScheduled\\w*");

    private static final Set<String> TESTS = Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory");
    private static final Pattern TEST_FILE = Pattern.compile(".*(Test|IT|E2E)\\.java");

    private final Path file;
    private final CompilationUnitTree unit;
    private final Trees trees;
    private final boolean pure;
    private final boolean shipped;
    private final boolean product;
    private final List<Problem> problems = new ArrayList<>();

    SyntaxRules(Path file, CompilationUnitTree unit, Trees trees) {
        this.file = file;
        this.unit = unit;
        this.trees = trees;
        this.pure = PURE_FILE.matcher(file.toString()).matches();
        this.shipped = file.toString().contains("src/main/java/");
        this.product = shipped && !file.startsWith("testkit") && !file.startsWith("e2e");
    }

    List<Problem> check() {
        checkFileName();
        scan(unit, null);
        return problems;
    }

    /** A file holds one top-level type, which has its name; the compiler asks that of public ones only. */
    private void checkFileName() {
        for (Tree type : unit.getTypeDecls()) {
            if (type instanceof ClassTree named && !file.endsWith(named.getSimpleName() + ".java")) {
                report(type, "the file has another name than its type " + named.getSimpleName());
            }
        }
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
        String name = type.getSimpleName().toString();
        TextRules.bannedWords(name).forEach(word -> report(type, "'" + word + "' in " + name + ": name what it is"));
        boolean open = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
        if (shipped && open && trees.getDocComment(getCurrentPath()) == null) {
            report(type, "public type " + name + " has no doc comment");
        }
        return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
        SourcePositions positions = trees.getSourcePositions();
        long last = unit.getLineMap().getLineNumber(Math.max(0, positions.getEndPosition(unit, method)));
        if (last - line(method) + 1 > MAX_METHOD_LINES) {
            report(method, method.getName() + " has more than " + MAX_METHOD_LINES + " lines");
        }
        return super.visitMethod(method, null);
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void unused) {
        String name = annotation.getAnnotationType().toString();
        if (name.startsWith("Disabled")) {
            report(annotation, "a test that does not run: mend it or delete it");
        }
        if (TESTS.contains(name)
                && onMethod()
                && !TEST_FILE.matcher(file.toString()).matches()) {
            report(annotation, "a test that no runner finds: the file's name must end in Test, IT or E2E");
        }
        return super.visitAnnotation(annotation, null);
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree selected, @Nullable Void unused) {
        if (pure && WORLD.contains(selected.toString())) {
            report(selected, selected + " in a pure package: pass the value in");
        }
        if (product && KEEPS_FAILURES.matcher(selected.toString()).matches()) {
            report(selected, selected + " can hide the failure of a thread: use a Thread, or execute of an Executor");
        }
        return super.visitMemberSelect(selected, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
        if (product
                && call.getMethodSelect() instanceof MemberSelectTree selected
                && selected.getIdentifier().contentEquals("submit")
                && call.getArguments().stream()
                        .anyMatch(argument ->
                                argument instanceof LambdaExpressionTree || argument instanceof MemberReferenceTree)) {
            report(call, "submit can hide the failure of a thread: use execute");
        }
        return super.visitMethodInvocation(call, null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree created, @Nullable Void unused) {
        if (pure && DICE.contains(created.getIdentifier().toString())) {
            report(created, "randomness in a pure package: pass the value in");
        }
        return super.visitNewClass(created, null);
    }

    /** Not on a type: there it is a part of another annotation. */
    private boolean onMethod() {
        return getCurrentPath().getParentPath().getParentPath().getLeaf() instanceof MethodTree;
    }

    private void report(Tree where, String what) {
        problems.add(new Problem(file, line(where), what));
    }

    private long line(Tree tree) {
        return unit.getLineMap()
                .getLineNumber(Math.max(0, trees.getSourcePositions().getStartPosition(unit, tree)));
    }
}
