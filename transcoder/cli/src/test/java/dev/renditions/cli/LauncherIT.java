package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with a test program in place of the command line. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher does not run on Windows")
@Timeout(60)
final class LauncherIT {
    /** The exit code of {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    @TempDir
    private Path folder;

    @Test
    void processThatRunsOutOfMemoryExits() throws Exception {
        Run run = run(launcher(program(Hoarder.class)));
        assertThat(run.exit()).as(run.output()).isEqualTo(OUT_OF_MEMORY);
    }

    @Test
    void classArchiveIsUsedOnlyWithTheJavaThatWroteIt() throws Exception {
        Path launcher = launcher("echo \"$@\"");
        assertThat(run(launcher).output()).doesNotContain("SharedArchiveFile");
        Path archive = archive("not an archive");
        Files.writeString(writer(archive), folder.resolve("java/bin/java") + "\n");
        assertThat(run(launcher).output()).containsPattern("-XX:SharedArchiveFile=\\S*/classes.jsa ");
        Files.writeString(writer(archive), "/another/bin/java\n");
        assertThat(run(launcher).output()).doesNotContain("SharedArchiveFile");
    }

    @Test
    void invalidClassArchiveIsIgnoredSilently() throws Exception {
        Path launcher = launcher(program(Greeter.class));
        Path archive = archive("not an archive");
        Files.writeString(writer(archive), folder.resolve("java/bin/java") + "\n");
        assertThat(run(launcher)).isEqualTo(new Run(0, "hello\n"));
    }

    private Path archive(String content) throws IOException {
        return Files.writeString(folder.resolve("home/transcoder/cli/target/classes.jsa"), content);
    }

    private static Path writer(Path archive) {
        return archive.resolveSibling(archive.getFileName() + ".java");
    }

    private record Run(int exit, String output) {}

    private Run run(Path launcher) throws Exception {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(launcher.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(log));
    }

    /** Shell lines that run a class instead of the command line, with the given JVM flags. */
    private static String program(Class<?> main) {
        return """
                for flag in "$@"; do
                  shift
                  case $flag in -X*) set -- "$@" "$flag" ;; esac
                done
                exec '%s' "$@" -cp '%s' '%s'
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        main.getName());
    }

    /** A copy of the launcher that finds a complete build, with these shell lines in place of Java. */
    private Path launcher(String java) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        for (String file : List.of(
                "pom.xml",
                "cache-index/pom.xml",
                "cache-index/src/main/x",
                "transcoder/pom.xml",
                "transcoder/cli/src/main/x",
                "transcoder/cli/target/transcoder-cli-0.1.0-SNAPSHOT.jar",
                "transcoder/cli/target/.built")) {
            Files.createDirectories(home.resolve(file).getParent());
            Files.createFile(home.resolve(file));
        }
        Path stub =
                Files.createDirectories(folder.resolve("java").resolve("bin")).resolve("java");
        Files.writeString(stub, "#!/bin/sh\n" + java);
        Path copy = Files.copy(Checkout.path("renditions"), home.resolve("renditions"));
        String script = Files.readString(copy);
        Files.writeString(copy, script.replaceFirst("\n", "\nJAVA_HOME='" + folder.resolve("java") + "'\n"));
        Files.setPosixFilePermissions(stub, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
        return copy;
    }

    static final class Greeter {
        private Greeter() {}

        /** Runs. */
        public static void main(String[] args) {
            System.out.println("hello");
        }
    }

    /** Allocates memory until it runs out, and continues, as a server whose threads catch errors does. */
    static final class Hoarder {
        private Hoarder() {}

        /** Runs. */
        public static void main(String[] args) {
            List<byte[]> all = new ArrayList<>();
            try {
                while (!Thread.interrupted()) {
                    all.add(new byte[1 << 20]);
                }
            } catch (OutOfMemoryError e) {
                all.clear();
            }
        }
    }
}
