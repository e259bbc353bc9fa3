package dev.renditions.oracle.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Decodes files and playlists as a player does. The bundled ffmpeg rotates frames upright, converts them to RGB by the colour
 * tags of the file, and decodes audio to samples; both come with the times at which they are played.
 */
public final class Decoder {
    /** Without these flags, rounding of chroma is off by several steps. */
    private static final String TO_RGB = "scale=flags=bicubic+accurate_rnd+full_chroma_int,format=rgb24";

    private Decoder() {}

    /**
     * The decoded content of a file.
     *
     * @param facts what the file states
     * @param film the video; empty if there is none
     * @param waves the audio; empty if there is none
     * @param errors the messages of ffmpeg; empty for none
     */
    public record Decoded(Facts facts, Optional<Film> film, Optional<Waves> waves, String errors) {}

    /**
     * Decodes all of a file.
     *
     * @throws IllegalStateException if it is unreadable
     */
    public static Decoded decode(Path file) {
        return Scratch.in(scratch -> decode(file.toAbsolutePath(), scratch));
    }

    /**
     * Decodes the first frame of a file.
     *
     * @throws IllegalStateException if there is none
     */
    public static Picture picture(Path file) {
        return Scratch.in(scratch -> {
            Programs.Ended ended = Programs.ffmpeg(
                    scratch,
                    List.of(
                            "-i",
                            "file:" + file.toAbsolutePath(),
                            "-vf",
                            TO_RGB,
                            "-frames:v",
                            "1",
                            "-c:v",
                            "ppm",
                            "-f",
                            "image2pipe",
                            "pictures"));
            if (ended.exitCode() != 0) {
                throw new IllegalStateException("decoding failed: " + ended.errors());
            }
            try (Ppm pictures = new Ppm(scratch.resolve("pictures"))) {
                return pictures.next().orElseThrow(() -> new IllegalStateException(ended.errors()));
            }
        });
    }

    private static Decoded decode(Path file, Path scratch) throws IOException {
        Facts facts = Facts.of(file, scratch);
        List<String> arguments = new ArrayList<>(List.of("-copyts", "-i", "file:" + file));
        if (facts.video().isPresent()) {
            arguments.addAll(List.of("-map", "0:v:0", "-fps_mode", "passthrough", "-enc_time_base", "filter"));
            arguments.addAll(List.of("-vf", TO_RGB, "-c:v", "ppm", "-f", "image2pipe"));
            arguments.addAll(List.of("-stats_enc_pre:v", "shots", "-stats_enc_pre_fmt:v", "{pts} {tb}", "pictures"));
        }
        if (facts.audio().isPresent()) {
            arguments.addAll(List.of("-map", "0:a:0", "-c:a", "pcm_f32le", "-f", "f32le"));
            arguments.addAll(
                    List.of("-stats_enc_pre:a", "blocks", "-stats_enc_pre_fmt:a", "{pts} {tb} {samp}", "samples"));
        }
        Programs.Ended ended = Programs.ffmpeg(scratch, arguments);
        Optional<Film> film =
                facts.video().isPresent() ? film(scratch, facts.video().get().until()) : Optional.empty();
        Optional<Waves> waves = facts.audio().flatMap(audio -> waves(audio, scratch));
        return new Decoded(facts, film, waves, ended.errors());
    }

    private static Optional<Film> film(Path scratch, OptionalDouble until) throws IOException {
        List<Film.Shot> shots = new ArrayList<>();
        try (Ppm pictures = new Ppm(scratch.resolve("pictures"));
                Stream<String> lines = Files.lines(scratch.resolve("shots"))) {
            for (String line : (Iterable<String>) lines::iterator) {
                Optional<Picture> picture = pictures.next();
                if (picture.isPresent()) {
                    shots.add(new Film.Shot(
                            seconds(line.split(" ", -1)), picture.get().view()));
                }
            }
        }
        return shots.isEmpty() ? Optional.empty() : Optional.of(new Film(shots, until));
    }

    private static Optional<Waves> waves(Facts.Audio audio, Path scratch) {
        try {
            List<String> blocks = Files.readAllLines(scratch.resolve("blocks"));
            if (blocks.isEmpty()) {
                return Optional.empty();
            }
            Timeline timeline = new Timeline(audio.sampleRate(), audio.channels());
            FloatBuffer samples = ByteBuffer.wrap(Files.readAllBytes(scratch.resolve("samples")))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            for (String block : blocks) {
                String[] figures = block.split(" ", -1);
                timeline.add(seconds(figures), samples, Integer.parseInt(figures[2]));
            }
            return Optional.of(timeline.waves());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first figure in seconds; the second figure is its time base. */
    private static double seconds(String[] figures) {
        String[] base = figures[1].split("/", -1);
        return Double.parseDouble(figures[0]) * Double.parseDouble(base[0]) / Double.parseDouble(base[1]);
    }
}
