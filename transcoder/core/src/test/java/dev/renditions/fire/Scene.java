package dev.renditions.fire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.renditions.index.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * The folder that a test and its workers share, where everyone sees who began to encode what, and where an encode waits for
 * the test to let it go on. All of it is told by files, since a process can be killed or frozen at any moment.
 */
record Scene(Path folder) {
    private static final Duration LOOK = Duration.ofMillis(20);

    /**
     * An encode that was begun.
     *
     * @param pid by which process
     * @param at when
     */
    record Encode(long pid, Instant at) {
        private static Encode parse(String line) {
            String[] words = line.split(" ", 2);
            return new Encode(Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1])));
        }
    }

    /** A new source that the fake encoder takes for a film. Every text is another one. */
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

    /** All encodes of a source that were begun, in their order. */
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

    /** How many requests have found no rendition of a source, and so looked into it. */
    long misses(Path source) {
        try {
            Path log = missLog(content(source));
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the encodes of a source go on. */
    void letEncode(Path source) {
        write(gate(content(source)), "");
    }

    /** Lets all encodes go on, from now on. */
    void letEncodeAll() {
        write(openGate(), "");
    }

    /** For a worker: says that it found no rendition of a source. */
    void miss(ContentHash content) {
        write(missLog(content), ".");
    }

    /** For a worker: says that it encodes. A line is one write to the end of a file, which no other write cuts in two. */
    void begin(ContentHash content) {
        write(log(content), ProcessHandle.current().pid() + " " + Instant.now().toEpochMilli() + "\n");
    }

    /** For a worker: waits until the test lets it encode. */
    void awaitGate(ContentHash content, Duration limit) {
        Awaitility.await("leave to encode")
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .atMost(limit)
                .until(() -> Files.exists(gate(content)) || Files.exists(openGate()));
    }

    /** Where the workers' temporary files are. */
    Path work() {
        return folder.resolve("work");
    }

    /** Where the workers say what they say to people. */
    Path log(String name) {
        return made("logs").resolve(name);
    }

    private Path log(ContentHash content) {
        return made("encodes").resolve(content.hex());
    }

    private Path missLog(ContentHash content) {
        return made("misses").resolve(content.hex());
    }

    private Path gate(ContentHash content) {
        return made("gates").resolve(content.hex());
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
