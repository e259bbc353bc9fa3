package dev.renditions.bench;

import dev.renditions.api.Ending;
import dev.renditions.api.Transcoder;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A transcoder for hits, which never use it. */
final class NoTranscoder implements Transcoder {
    @Override
    public MediaInfo probe(Path file) {
        throw new IllegalStateException("a hit needs no probe");
    }

    @Override
    public DecodeCondition examine(Input input, Duration limit) {
        throw new IllegalStateException("a hit needs no decoding");
    }

    @Override
    public void make(Input input, List<Order> orders, Duration limit, Ending.Sink ends) {
        throw new IllegalStateException("a hit needs no encode");
    }

    @Override
    public String engine() {
        return "none";
    }
}
