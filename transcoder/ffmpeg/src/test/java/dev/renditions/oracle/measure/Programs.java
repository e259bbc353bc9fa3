package dev.renditions.oracle.measure;

import dev.renditions.ffmpeg.process.TestMedia;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the bundled ffmpeg and ffprobe without a sandbox. */
public final class Programs {
    private static final long LIMIT_SECONDS = 60;

    /**
     * The result of a run.
     *
     * @param output all of the standard output
     * @param errors all of the standard error, stripped
     */
    public record Ended(int exitCode, String output, String errors) {}

    private Programs() {}

    /** Runs ffmpeg in a folder, without prompts; overwrites files. */
    public static Ended ffmpeg(Path folder, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("-nostdin", "-hide_banner", "-loglevel", "error", "-y"));
        all.addAll(arguments);
        return run("ffmpeg", folder, all);
    }

    /** Runs ffprobe in a folder. */
    public static Ended ffprobe(Path folder, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("-hide_banner", "-loglevel", "error"));
        all.addAll(arguments);
        return run("ffprobe", folder, all);
    }

    private static Ended run(String program, Path folder, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(TestMedia.program(program).toString()));
        command.addAll(arguments);
        try {
            Path output = Files.createTempFile(folder, "output", "");
            Path errors = Files.createTempFile(folder, "errors", "");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            try {
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("still running after " + LIMIT_SECONDS + " s: " + command);
                }
                return new Ended(
                        process.exitValue(), taken(output), taken(errors).strip());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String taken(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.delete(file);
        return text;
    }
}
