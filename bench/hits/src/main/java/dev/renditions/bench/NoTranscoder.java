package dev.renditions.bench;

import dev.renditions.Plan;
import dev.renditions.Transcoder;
import dev.renditions.media.MediaInfo;
import java.nio.file.Path;
import java.time.Duration;

/** A hit needs none. */
final class NoTranscoder implements Transcoder {
    @Override
    public MediaInfo probe(Path file) {
        throw new IllegalStateException("a hit needs no probe");
    }

    @Override
    public void encode(Path source, Plan.Encode plan, Path output, Duration limit, Progress progress) {
        throw new IllegalStateException("a hit needs no encode");
    }

    @Override
    public String engine() {
        return "none";
    }
}
