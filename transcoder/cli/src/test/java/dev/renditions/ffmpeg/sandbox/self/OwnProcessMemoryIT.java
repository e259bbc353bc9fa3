package dev.renditions.ffmpeg.sandbox.self;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.ffmpeg.ProtectedMain;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import dev.renditions.testing.Checkout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Secrets of this process that other programs could see. For access by programs of other users see
 * {@link dev.renditions.ffmpeg.sandbox.limits.HostileProgramIT}.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has /proc")
@Timeout(60)
class OwnProcessMemoryIT {
    private static final int FIRST_WITH_FOREIGN_FUNCTIONS = 22;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "AWS_SECRET_ACCESS_KEY, true",
        "AWS_SESSION_TOKEN, true",
        "RENDITIONS_SIGNING_KEYS, true",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN, true",
        "db_password, true",
        "AWS_ACCESS_KEY_ID, false",
        "PATH, false",
        "AWS_LAMBDA_RUNTIME_API, false",
        "RENDITIONS_STORE, false"
    })
    void secretsAreRecognizedByTheirNames(String variable, boolean secret) {
        assertThat(InitialEnvironment.holdsSecret(variable)).isEqualTo(secret);
    }

    @Test
    void secretIsErasedInProcAndKeptInJava() throws Exception {
        Process process = start(List.of());
        try (BufferedReader printed = reader(process)) {
            assertThat(printed.readLine()).isEqualTo("Java has a canary");

            String shown = environment(process);
            assertThat(shown).doesNotContain("a canary");
            if (FileAccess.isRoot()) {
                assertThat(shown).contains("SOME_SECRET=\0").contains("SOME_SETTING=in sight\0");
                assertThat(Files.getAttribute(Path.of("/proc/" + process.pid() + "/mem"), "unix:uid"))
                        .isEqualTo(0);
            }
        } finally {
            end(process);
        }
    }

    /** For example in a container whose temporary folder is mounted noexec or read-only. */
    @Test
    void newerJavaUsesTheForeignFunctionApiWithoutATemporaryFolder() throws Exception {
        Process process = start(List.of("-Djava.io.tmpdir=/proc"));
        try (BufferedReader printed = reader(process)) {
            String first = printed.readLine();

            if (Runtime.version().feature() < FIRST_WITH_FOREIGN_FUNCTIONS) {
                assertThat(first)
                        .contains("WARN", "other programs of this user may read this process's memory")
                        .contains("no library can be loaded from /proc", "no Foreign Function API");
            } else {
                assertThat(first).isEqualTo("Java has a canary");
            }
        } finally {
            end(process);
        }
    }

    /** Another user could replace the library there before it is loaded. */
    @Test
    void noLibraryIsLoadedFromASharedTemporaryFolder() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        Process process = start(List.of("-Djava.io.tmpdir=" + shared));
        try (BufferedReader printed = reader(process)) {
            String first = printed.readLine();

            if (Runtime.version().feature() < FIRST_WITH_FOREIGN_FUNCTIONS) {
                assertThat(first)
                        .contains("WARN", shared + "' can be changed by other users", "no Foreign Function API");
            } else {
                assertThat(first).isEqualTo("Java has a canary");
            }
            if (FileAccess.isRoot()) {
                assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/maps")))
                        .doesNotContain("librenditions-prctl");
            }
        } finally {
            end(process);
        }
    }

    @Test
    void commandLineErasesItsSecretsBeforeItRunsAProgram() throws Exception {
        Path seen = folder.resolve("seen");
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String name : List.of("ffmpeg", "ffprobe")) {
            Path program = programs.resolve(name);
            Files.writeString(
                    program, "#!/bin/sh\ncat /proc/$PPID/environ >> " + seen + "\necho ran >> " + seen + "\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        List<String> arguments = List.of(
                "probe",
                Checkout.path("samples", "video-720p.mp4").toString(),
                "--jail",
                "none",
                "--ffmpeg",
                "" + programs);

        Process process = java("dev.renditions.cli.Renditions", List.of(), arguments);
        process.getInputStream().readAllBytes();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(seen)).contains("ran\n").doesNotContain("a canary");
    }

    private Process start(List<String> options) throws IOException {
        return java(ProtectedMain.class.getName(), options, List.of());
    }

    private static Process java(String main, List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        if (Runtime.version().feature() >= FIRST_WITH_FOREIGN_FUNCTIONS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), main));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SOME_SECRET", "a canary");
        builder.environment().put("SOME_SETTING", "in sight");
        return builder.start();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String environment(Process process) throws IOException {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.ISO_8859_1);
        } catch (AccessDeniedException e) {
            return "";
        }
    }

    private static void end(Process process) throws Exception {
        process.getOutputStream().close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
