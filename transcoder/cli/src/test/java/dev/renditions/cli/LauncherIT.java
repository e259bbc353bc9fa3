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

/** The launcher, over a program of our own in the place of the command line. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no launcher for Windows")
@Timeout(60)
final class LauncherIT {
    /** What Java exits with by {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    @TempDir
    private Path folder;

    @Test
    void aProcessThatRunsOutOfMemoryExits() throws Exception {
        Process process = new ProcessBuilder(launcher().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("log")))
                .isEqualTo(OUT_OF_MEMORY);
    }

    /** A copy of it that finds all built, and a Java that runs {@link Hoarder} with its flags. */
    private Path launcher() throws IOException {
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
        Path java =
                Files.createDirectories(folder.resolve("java").resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                for flag in "$@"; do
                  shift
                  case $flag in -X*) set -- "$@" "$flag" ;; esac
                done
                exec '%s' "$@" -cp '%s' '%s'
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Hoarder.class.getName()));
        Path copy = Files.copy(Checkout.path("renditions"), home.resolve("renditions"));
        String run = Files.readString(copy);
        Files.writeString(copy, run.replaceFirst("\n", "\nJAVA_HOME='" + folder.resolve("java") + "'\n"));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
        return copy;
    }

    /** Takes memory until there is none, and goes on: as a server does whose threads catch what is thrown. */
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
