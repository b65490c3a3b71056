package dev.virtualip.deploy.image;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Classes of which a class archive is made. Those of the JDK and of libraries were listed by a run of the program and
 * are in the repository; our own, which change every day, and their lambdas are read from the jars, so that none is
 * forgotten.
 */
final class ClassList {

    /** Our packages that only other commands use, or what comes into play when VRRP runs already. */
    private static final List<String> LATER =
            List.of("dev/virtualip/agent/probe/", "dev/virtualip/crds/doctor/", "dev/virtualip/daemon/notification/");

    /** How a method handle calls, by the number in the class file. */
    private static final Map<Integer, String> REFERENCES = Map.of(
            5, "REF_invokeVirtual",
            6, "REF_invokeStatic",
            7, "REF_invokeSpecial",
            8, "REF_newInvokeSpecial",
            9, "REF_invokeInterface");

    private static final int LAMBDA_ARGUMENTS = 3;

    private ClassList() {}

    /**
     * Writes one for a program.
     *
     * @param listed classes of the JDK and of libraries
     * @param home folder of the program: its jar, and {@code lib/}
     * @param target the list
     */
    static void write(Path listed, Path home, Path target) throws IOException {
        TreeSet<String> lines = new TreeSet<>(Files.readAllLines(listed));
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(home, "virtualip-*.jar");
                DirectoryStream<Path> libraries = Files.newDirectoryStream(home.resolve("lib"), "virtualip-*.jar")) {
            for (Path jar : jars) {
                lines.addAll(ofJar(jar));
            }
            for (Path jar : libraries) {
                lines.addAll(ofJar(jar));
            }
        }
        Files.write(target, lines);
        FileModes.set(target, false);
    }

    /** Lines of a jar's classes and of their lambdas. */
    static List<String> ofJar(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.endsWith("-info.class") && !isLater(name)) {
                    try (InputStream bytes = jar.getInputStream(entry)) {
                        lines.addAll(ofClass(bytes.readAllBytes()));
                    }
                }
            }
        }
        return lines;
    }

    private static boolean isLater(String name) {
        return LATER.stream().anyMatch(name::startsWith);
    }

    private static List<String> ofClass(byte[] bytes) {
        ClassModel model = ClassFile.of().parse(bytes);
        String name = model.thisClass().asInternalName();
        List<String> lines = new ArrayList<>(List.of(name));
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof InvokeDynamicEntry call
                    && call.bootstrap()
                            .bootstrapMethod()
                            .reference()
                            .owner()
                            .asInternalName()
                            .equals("java/lang/invoke/LambdaMetafactory")) {
                lines.add(lambda(name, call));
            }
        }
        return lines;
    }

    /** The form in which the JVM lists a lambda: the call, the interface's method, the body, and the body's type. */
    private static String lambda(String caller, InvokeDynamicEntry call) {
        List<String> words = new ArrayList<>(List.of(
                "@lambda-proxy", caller, call.name().stringValue(), call.type().stringValue()));
        call.bootstrap().arguments().stream()
                .limit(LAMBDA_ARGUMENTS)
                .map(ClassList::argument)
                .forEach(words::add);
        return String.join(" ", words);
    }

    private static String argument(LoadableConstantEntry argument) {
        return switch (argument) {
            case MethodTypeEntry type -> type.descriptor().stringValue();
            case MethodHandleEntry handle ->
                String.join(
                        " ",
                        REFERENCES.getOrDefault(handle.kind(), "REF_unknown"),
                        handle.reference().owner().asInternalName(),
                        handle.reference().name().stringValue(),
                        handle.reference().type().stringValue());
            default -> throw new ImageException("a lambda with an argument of tag " + argument.tag());
        };
    }
}
