package dev.renditions.testing;

import dev.renditions.api.MediaException;
import dev.renditions.index.ContentHash;
import dev.renditions.media.Bursts;
import dev.renditions.media.Color;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.FrameGrids;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.StreamCondition;
import dev.renditions.media.StreamHash;
import dev.renditions.media.VideoPackets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A source, and what {@link FakeTranscoder} finds in it.
 *
 * @param text its bytes, which select that
 */
record FakeSource(String text) {
    /** How long a film plays whose text begins with {@code long}. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final double RATE = 25;

    private static final Color HD = new Color("bt709", "bt709", "bt709", "tv");

    static FakeSource of(Path file) {
        try {
            return new FakeSource(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isBroken() {
        return text.startsWith("broken");
    }

    /** Whether encodes of it are too short. */
    boolean isCut() {
        return text.startsWith("cut");
    }

    private boolean isLong() {
        return text.startsWith("long");
    }

    /**
     * Its probed contents.
     *
     * @throws MediaException if it is not a media file
     */
    MediaInfo media() {
        if (text.startsWith("noise")) {
            throw new MediaException(MediaException.Kind.UNSUPPORTED, "this is not a media file");
        }
        if (text.startsWith("sound")) {
            return Media.soundOnly(Media.audio(0, 2));
        }
        MediaInfo film = Media.of(Media.video(0, 1280, 720, RATE, 0, HD, false, true), Media.audio(1, 2));
        return isLong() ? Media.lasting(LONG, film) : film;
    }

    /** The statistics of a film with key frames each second; of a film that is not long there are none. */
    PacketStats packets() {
        if (!isLong()) {
            return PacketStats.NONE;
        }
        long frames = (long) (LONG.toSeconds() * RATE);
        FrameGrids grids = new FrameGrids(frames, Map.of(RATE, 0L));
        Duration second = Duration.ofSeconds(1);
        return new PacketStats(
                Optional.of(new VideoPackets(
                        RATE,
                        Duration.ofMillis(40),
                        new Bursts(Map.of()),
                        grids,
                        second,
                        (int) RATE,
                        true,
                        true,
                        true)),
                Optional.empty());
    }

    /** The condition of its picture and its sound. */
    DecodeCondition condition() {
        List<StreamCondition> streams = Stream.of(0, 1)
                .map(stream ->
                        new StreamCondition(stream, stream == 0, 100, damaged(stream), 0, Duration.ofSeconds(10)))
                .toList();
        return new DecodeCondition(streams, false);
    }

    /** How many of 100 frames or packets of a stream are damaged. */
    int damaged(int stream) {
        if (isBroken()) {
            return 100;
        }
        return text.startsWith(stream == 0 ? "scratched" : "hissing") ? 5 : 0;
    }

    /** The hashes of its picture and its sound. */
    Map<Integer, StreamHash> streamHashes() {
        String streams = text.split("#", 2)[0];
        return Map.of(0, hash(streams + 0), 1, hash(streams + 1));
    }

    private static StreamHash hash(String text) {
        return new StreamHash(
                ContentHash.of(text.getBytes(StandardCharsets.UTF_8)).hex());
    }
}
