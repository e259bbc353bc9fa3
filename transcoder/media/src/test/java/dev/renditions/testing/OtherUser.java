package dev.renditions.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs programs as an unprivileged user if the tests run as root. */
public final class OtherUser {
    /** The ID of the user nobody and its group. */
    public static final int ID = 65534;

    private OtherUser() {}

    /** Whether the tests run as root, which bypasses permissions. */
    public static boolean areWeAdministrator(Path ours) throws IOException {
        return Files.getAttribute(ours, "unix:uid").equals(0);
    }

    /**
     * Runs a program as another user, or as this user if it is not root, with a umask that denies all other users.
     * Returns its output.
     *
     * @param temp a folder of the test, which becomes readable for all users
     */
    public static String run(Path temp, Class<?> main, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "umask 077; exec \"$0\" \"$@\""));
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        if (areWeAdministrator(temp)) {
            if (Stream.of("/usr/bin/setpriv", "/bin/setpriv").noneMatch(tool -> Files.isExecutable(Path.of(tool)))) {
                Skip.test("running a program as another user needs setpriv, which is not installed");
            }
            command.addAll(List.of("setpriv", "--reuid", "" + ID, "--regid", "" + ID, "--clear-groups"));
            command.addAll(List.of("--inh-caps=-all", "--"));
            classes = copied(classes, Files.createDirectory(temp.resolve("classes-of-" + main.getSimpleName())));
            Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            // As in the product: newer Java versions print a warning otherwise.
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-Xmx128m", "-cp", classes, main.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IOException("the program did not end: " + printed);
        }
        return printed;
    }

    /** Copies this project's classes and the libraries that they need. */
    private static String copied(String classPath, Path target) throws IOException {
        List<String> copies = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path from = Path.of(entry);
            Path to = target.resolve(copies.size() + "-" + from.getFileName());
            if (Files.isDirectory(from)) {
                copyClasses(from, to);
                copies.add(to.toString());
            } else if (from.getFileName().toString().matches("(transcoder|cache-index|slf4j-|jspecify|jackson-).*")) {
                copies.add(Files.copy(from, to).toString());
            }
        }
        return String.join(File.pathSeparator, copies);
    }

    private static void copyClasses(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith(".class")).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
