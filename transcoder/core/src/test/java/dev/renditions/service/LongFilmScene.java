package dev.renditions.service;

import dev.renditions.api.Source;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Profile;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.testing.WatchedIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A film of ten minutes, whose video is encoded in segments. */
abstract class LongFilmScene extends ServiceScene {
    /** Of 44 seconds each: whole GOPs of four seconds. */
    static final int SEGMENTS = 14;

    static final Profile SMALL = CATALOG.find("mp4-480p").orElseThrow();

    /** An index without the leases of others, as if a worker had lost its own. */
    static WatchedIndex ofItsOwn() {
        return new WatchedIndex(MemoryIndex.create()).asShared();
    }

    Source film() {
        return source("film", "long film");
    }

    static Profile withSound(String name, int kbps) {
        VideoProfile like = (VideoProfile) MP4;
        AudioSettings audio = new AudioSettings(like.audio().codec(), kbps, 2, 48000);
        return new VideoProfile(name, "", like.ttl(), like.video(), audio, like.edits());
    }

    List<Path> segmentFiles() {
        Path segments = folder.resolve("store").resolve("segments");
        try (Stream<Path> files = Files.exists(segments) ? Files.walk(segments) : Stream.empty()) {
            return files.filter(file -> file.toString().endsWith(".mp4"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void damage(Path file) {
        try {
            Files.writeString(file, "something else");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
