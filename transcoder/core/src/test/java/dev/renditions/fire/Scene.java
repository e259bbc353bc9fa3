package dev.renditions.fire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.renditions.index.ContentHash;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.segment.TrackSegment;
import dev.renditions.support.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The folder that a test shares with its workers. It has a log of started encodes, and gates at which encodes wait for the
 * test. All communication is by files, because a process can be killed or frozen at any moment.
 */
record Scene(Path folder) {
    private static final Duration LOOK = Duration.ofMillis(20);

    /**
     * An encode that was started.
     *
     * @param pid the ID of the process
     * @param at the time of the start
     */
    record Encode(long pid, Instant at) {
        private static Encode parse(String line) {
            String[] words = line.split(" ", 2);
            return new Encode(Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1])));
        }
    }

    /**
     * A segment that was encoded.
     *
     * @param pid the worker
     * @param name its track and its frames
     */
    record EncodedSegment(long pid, String name) {
        private static EncodedSegment parse(String line) {
            String[] words = line.split(" ", 2);
            return new EncodedSegment(Long.parseLong(words[0]), words[1]);
        }
    }

    /** Creates a source that the fake encoder accepts as a video. Each text is a different source. */
    Path source(String text) {
        try {
            return Files.writeString(made("sources").resolve(text + ".mp4"), "film: " + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ContentHash content(Path source) {
        try (InputStream in = Files.newInputStream(source)) {
            return ContentHash.of(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All started encodes of a source, in order. */
    List<Encode> encodes(Path source) {
        Path log = log(content(source));
        try {
            return Files.exists(log)
                    ? Files.readAllLines(log).stream().map(Encode::parse).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tracks that were encoded, of all sources: a line for each that begins with its kind, the same for the same recipe. */
    List<String> encodedTracks() {
        try {
            Path log = trackLog();
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The segments that were encoded, of all sources, in order. */
    List<EncodedSegment> encodedSegments() {
        try {
            Path log = segmentLog();
            return Files.exists(log)
                    ? Files.readAllLines(log).stream()
                            .map(EncodedSegment::parse)
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of renditions of a source that requests have missed and planned. */
    long misses(Path source) {
        try {
            Path log = missLog(content(source));
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens the gate for the encodes of a source. */
    void letEncode(Path source) {
        write(gate(content(source)), "");
    }

    /** Opens the gate for all encodes, including later ones. */
    void letEncodeAll() {
        write(openGate(), "");
    }

    /** For a worker: logs a miss. */
    void miss(ContentHash content) {
        write(missLog(content), ".");
    }

    /** For a worker: logs the start of an encode. Each line is appended by one write, so that lines do not mix. */
    void begin(ContentHash content) {
        write(log(content), ProcessHandle.current().pid() + " " + Instant.now().toEpochMilli() + "\n");
    }

    /** For a worker: logs a track that it has encoded. */
    void encoded(TrackRecipe recipe) {
        String settings = ContentHash.of(CanonicalJson.of(recipe.settings()).getBytes(UTF_8))
                .hex();
        write(
                trackLog(),
                String.join(" ", recipe.kind().word(), recipe.streams().toString(), settings, recipe.summary()) + "\n");
    }

    /** Each worker that encodes a segment waits until so many do. */
    void letSegmentsBegin(int together) {
        write(made("segments").resolve("together"), Integer.toString(together));
    }

    /** How many workers have come to a segment after {@link #letSegmentsBegin}. */
    long segmentWorkers() {
        try {
            return count(made("segment-workers"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a worker: waits until the test lets it encode a segment. */
    void awaitSegmentGate(Duration limit) {
        Path together = made("segments").resolve("together");
        if (Files.exists(together)) {
            write(
                    made("segment-workers")
                            .resolve(Long.toString(ProcessHandle.current().pid())),
                    "");
            Awaitility.await("segments that begin together")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(LOOK)
                    .atMost(limit)
                    .until(() -> count(made("segment-workers")) >= Integer.parseInt(Files.readString(together)));
        }
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    /** For a worker: logs a segment that it has encoded. */
    void encoded(TrackRecipe recipe, TrackSegment segment) {
        String settings = ContentHash.of(CanonicalJson.of(recipe.settings()).getBytes(UTF_8))
                .hex();
        write(
                segmentLog(),
                ProcessHandle.current().pid() + " " + settings + " " + segment.firstFrame() + "-" + segment.endFrame()
                        + "\n");
    }

    /** For a worker: waits until the test lets it encode. */
    void awaitGate(ContentHash content, Duration limit) {
        Awaitility.await("the gate of the encode")
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .atMost(limit)
                .until(() -> Files.exists(gate(content)) || Files.exists(openGate()));
    }

    /** The folder of the workers' temporary files. */
    Path work() {
        return folder.resolve("work");
    }

    /** The log of a worker. */
    Path log(String name) {
        return made("logs").resolve(name);
    }

    private Path log(ContentHash content) {
        return made("encodes").resolve(content.hex());
    }

    private Path missLog(ContentHash content) {
        return made("misses").resolve(content.hex());
    }

    private Path trackLog() {
        return made("tracks").resolve("all");
    }

    private Path gate(ContentHash content) {
        return made("gates").resolve(content.hex());
    }

    private Path segmentLog() {
        return made("segments").resolve("all");
    }

    private Path openGate() {
        return made("gates").resolve("all");
    }

    private Path made(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.write(file, text.getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
