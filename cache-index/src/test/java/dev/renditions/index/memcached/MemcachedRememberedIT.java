package dev.renditions.index.memcached;

import static dev.renditions.index.Samples.failure;
import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.freshSource;
import static dev.renditions.index.Samples.freshTrack;
import static dev.renditions.index.Samples.location;
import static dev.renditions.index.Samples.trackLocation;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.RecordedFailure;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.Samples;
import dev.renditions.index.SourceVersion;
import dev.renditions.index.TrackId;
import dev.renditions.index.codec.EntryCodec;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How existing locations, failures and content hashes are stored in Memcached. */
@Timeout(60)
class MemcachedRememberedIT {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration AMPLE = Duration.ofSeconds(10);
    private static final String FOREIGN_VALUES = "dev.renditions.index.memcached.MemcachedIndexIT#foreignValues";

    private static MemcachedServer server;
    private static MemcachedIndex index;

    private final RenditionKey key = freshKey();
    private final SourceVersion source = freshSource();
    private final TrackId track = freshTrack();

    @BeforeAll
    static void connect() {
        server = MemcachedServer.startOrSkip();
        index = MemcachedIndex.connect(MemcachedSettings.parse(server.uri()).withBudget(AMPLE), Samples::seal);
    }

    @AfterAll
    static void close() {
        if (server != null) {
            index.close();
            server.close();
        }
    }

    @Test
    void failureAndContentCanBeReadByAnyClient() {
        index.failures().record(key, new RecordedFailure("damaged", "caf\u00e9\r\nEND"), HOUR);
        index.contentHashes().record(source, key.content(), HOUR);
        assertThat(server.get(IndexKeys.failure(key)).orElseThrow())
                .matches(
                        "\\{\"v\":1,\"kind\":\"damaged\",\"reason\":\"caf\u00e9\\\\r\\\\nEND\",\"until\":[0-9]{13}} [\\w-]{22}");
        assertThat(server.get(IndexKeys.content(source)).orElseThrow())
                .startsWith("{\"v\":1,\"sha256\":\"" + key.content() + "\"} ");
    }

    @ParameterizedTest
    @MethodSource(FOREIGN_VALUES)
    void foreignFailureIsAbsentAndCanBeOverwritten(byte[] value) {
        server.put(IndexKeys.failure(key), 0, value);
        assertThat(index.failures().find(key)).isEmpty();
        index.failures().record(key, failure(1), HOUR);
        assertThat(index.failures().find(key)).contains(failure(1));
    }

    @ParameterizedTest
    @MethodSource(FOREIGN_VALUES)
    void foreignContentIsAbsentAndCanBeOverwritten(byte[] value) {
        server.put(IndexKeys.content(source), 0, value);
        assertThat(index.contentHashes().find(source)).isEmpty();
        index.contentHashes().record(source, key.content(), HOUR);
        assertThat(index.contentHashes().find(source)).contains(key.content());
    }

    @ParameterizedTest
    @MethodSource(FOREIGN_VALUES)
    void recordIfAbsentReplacesAForeignValue(byte[] value) {
        server.put(IndexKeys.location(key), 0, value);
        assertThat(index.locations().recordIfAbsent(key, location(1), HOUR)).isTrue();
        assertThat(index.locations().recordIfAbsent(key, location(2), HOUR)).isFalse();
        assertThat(index.locations().find(key)).contains(location(1));
    }

    @ParameterizedTest
    @MethodSource(FOREIGN_VALUES)
    void foreignTrackIsAbsentAndCanBeOverwritten(byte[] value) {
        server.put(IndexKeys.track(track), 0, value);
        assertThat(index.tracks().findAll(Set.of(track))).isEmpty();
        assertThat(index.tracks().recordIfAbsent(track, trackLocation(1), HOUR)).isTrue();
        assertThat(index.tracks().findAll(Set.of(track))).containsEntry(track, trackLocation(1));
    }

    @Test
    void locationOfATrackCopiedFromAnotherKeyIsAbsent() {
        TrackId other = freshTrack();
        index.tracks().record(other, trackLocation(1), HOUR);
        server.put(
                IndexKeys.track(track),
                0,
                server.get(IndexKeys.track(other)).orElseThrow().getBytes(UTF_8));
        assertThat(index.tracks().findAll(Set.of(track, other))).containsOnlyKeys(other);
    }

    @Test
    void concurrentLocationIsKeptWhenAForeignValueIsReplaced() throws IOException {
        server.put(IndexKeys.location(key), 0, "garbage".getBytes(UTF_8));
        byte[] theirs = Samples.seal()
                .seal(IndexKeys.location(key), EntryCodec.encode(location(2)).orElseThrow());
        try (Wire wire = new Wire(server);
                MemcachedIndex behind = MemcachedIndex.connect(wire.settings().withBudget(AMPLE), Samples::seal)) {
            wire.beforeNextSwap(() -> server.put(IndexKeys.location(key), 0, theirs));
            assertThat(behind.locations().recordIfAbsent(key, location(1), HOUR))
                    .isFalse();
            assertThat(index.locations().find(key)).contains(location(2));
        }
    }

    @Test
    void recordsIfAForeignValueVanishes() throws IOException {
        server.put(IndexKeys.location(key), 0, "garbage".getBytes(UTF_8));
        try (Wire wire = new Wire(server);
                MemcachedIndex behind = MemcachedIndex.connect(wire.settings().withBudget(AMPLE), Samples::seal)) {
            wire.beforeNextSwap(server::flushAll);
            assertThat(behind.locations().recordIfAbsent(key, location(1), HOUR))
                    .isTrue();
            assertThat(index.locations().find(key)).contains(location(1));
        }
    }

    @Test
    void recordWithALostReplyMayBeApplied() throws IOException {
        try (Wire wire = new Wire(server);
                MemcachedIndex behind = MemcachedIndex.connect(wire.settings().withBudget(AMPLE), Samples::seal)) {
            wire.set(Wire.Fault.CUT_AFTER_ADD);
            assertThatExceptionOfType(IndexUnavailableException.class)
                    .isThrownBy(() -> behind.locations().recordIfAbsent(key, location(1), HOUR));
            assertThat(index.locations().find(key)).contains(location(1));
        }
    }

    @Test
    void recordIfAbsentSkipsATooLongLocation() {
        RenditionLocation long5k =
                new RenditionLocation(URI.create("file:///" + "a".repeat(5000)), "video/mp4", 1, Duration.ZERO);
        assertThat(index.locations().recordIfAbsent(key, long5k, HOUR)).isFalse();
        assertThat(index.locations().find(key)).isEmpty();
        index.locations().record(key, location(1), HOUR);
        assertThat(index.locations().recordIfAbsent(key, long5k, HOUR)).isFalse();
        assertThat(index.locations().find(key)).contains(location(1));
    }
}
