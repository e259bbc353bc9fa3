package dev.renditions.oracle.input;

import dev.renditions.oracle.measure.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Makes inputs and caches them in a folder by their recipes. */
public final class InputCache {
    /** Options for the same bytes each time: one thread, and no dates, versions or random numbers. */
    private static final List<String> SAME = List.of(
            "-threads",
            "1",
            "-filter_threads",
            "1",
            "-fflags",
            "+bitexact",
            "-flags:v",
            "+bitexact",
            "-flags:a",
            "+bitexact");

    private final Path folder;

    /** Opens the cache in a folder, which is created if missing. */
    public InputCache(Path folder) {
        try {
            this.folder = Files.createDirectories(folder.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of an input. */
    public Path file(Input input) {
        return file(input.name(), input.recipe());
    }

    private Path file(String name, Recipe recipe) {
        Path file = folder.resolve(name + "-" + digest(recipe.key()) + "." + recipe.finalExtension());
        if (Files.exists(file)) {
            return file;
        }
        try {
            Path scratch = Files.createTempDirectory(folder, "making");
            Path made = encoded(recipe, scratch);
            for (Step step : recipe.steps()) {
                made = after(step, made, scratch);
            }
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
            try (var left = Files.list(scratch)) {
                for (Path path : left.toList()) {
                    Files.delete(path);
                }
            }
            Files.delete(scratch);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path encoded(Recipe recipe, Path scratch) throws IOException {
        List<String> arguments = new ArrayList<>();
        List<String> maps = new ArrayList<>();
        for (Part part : recipe.parts()) {
            maps.addAll(List.of("-map", Integer.toString(maps.size() / 2)));
            arguments.addAll(read(part, scratch, maps.size()));
        }
        arguments.addAll(maps);
        return run(arguments, recipe.arguments(), scratch.resolve("encoded." + recipe.extension()));
    }

    private List<String> read(Part part, Path scratch, int number) throws IOException {
        if (part instanceof Part.Generated source) {
            List<String> arguments = new ArrayList<>(words(source.options()));
            arguments.addAll(List.of("-f", "lavfi", "-i", source.graph()));
            return arguments;
        }
        if (part instanceof Part.Text text) {
            Path file = scratch.resolve("text-" + number + "." + text.extension());
            return List.of("-i", "file:" + Files.writeString(file, text.content()));
        }
        Part.Made made = (Part.Made) part;
        List<String> arguments = new ArrayList<>(words(made.options()));
        arguments.addAll(List.of("-i", "file:" + file("part", made.recipe())));
        return arguments;
    }

    private static Path after(Step step, Path file, Path scratch) throws IOException {
        if (step instanceof Step.Patch patch) {
            return Files.write(file, patch.change().of(Files.readAllBytes(file)));
        }
        Step.Rewrap rewrap = (Step.Rewrap) step;
        List<String> arguments = new ArrayList<>(words(rewrap.options()));
        arguments.addAll(List.of("-i", "file:" + file));
        Path next = Files.createTempFile(scratch, "rewrapped", "." + rewrap.extension());
        return run(arguments, rewrap.arguments(), next);
    }

    private static Path run(List<String> inputs, String arguments, Path output) {
        List<String> all = new ArrayList<>(inputs);
        all.addAll(SAME);
        all.addAll(words(arguments));
        all.add("file:" + output);
        Programs.Ended ended = Programs.ffmpeg(output.getParent(), all);
        if (ended.exitCode() != 0) {
            throw new IllegalStateException("ffmpeg failed to make an input: " + ended.errors() + "\n" + all);
        }
        return output;
    }

    private static List<String> words(String arguments) {
        return arguments.isBlank() ? List.of() : List.of(arguments.strip().split(" +"));
    }

    private static String digest(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
