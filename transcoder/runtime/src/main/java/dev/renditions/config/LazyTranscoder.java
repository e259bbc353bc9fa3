package dev.renditions.config;

import dev.renditions.api.Ending;
import dev.renditions.api.Transcoder;
import dev.renditions.kind.Profile;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.StreamHash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A transcoder that is created on first use: requests that only have hits don't need one. */
final class LazyTranscoder implements Transcoder {
    private final Supplier<Transcoder> maker;
    private @Nullable Transcoder made;

    LazyTranscoder(Supplier<Transcoder> maker) {
        this.maker = maker;
    }

    @Override
    public MediaInfo probe(Path file) {
        return transcoder().probe(file);
    }

    @Override
    public MediaInfo measure(Path file) {
        return transcoder().measure(file);
    }

    @Override
    public PacketStats packets(Path file, MediaInfo media, Set<Integer> rates) {
        return transcoder().packets(file, media, rates);
    }

    @Override
    public Map<Integer, StreamHash> streamHashes(Path file, MediaInfo media, Duration limit) {
        return transcoder().streamHashes(file, media, limit);
    }

    @Override
    public boolean seekable(Path file) {
        return transcoder().seekable(file);
    }

    @Override
    public void encodeSegments(Input input, List<SegmentPart> parts, Duration limit, Progress progress) {
        transcoder().encodeSegments(input, parts, limit, progress);
    }

    @Override
    public void joinSegments(VideoRecipe recipe, Segmentation.Cut cut, List<Path> segments, Path target) {
        transcoder().joinSegments(recipe, cut, segments, target);
    }

    @Override
    public DecodeCondition examine(Input input, Duration limit) {
        return transcoder().examine(input, limit);
    }

    @Override
    public Optional<String> unsupportedReason(Profile profile) {
        return transcoder().unsupportedReason(profile);
    }

    @Override
    public void make(Input input, List<Order> orders, Duration limit, Ending.Sink ends) {
        transcoder().make(input, orders, limit, ends);
    }

    @Override
    public String engine() {
        return transcoder().engine();
    }

    @Override
    public String analyzer() {
        return transcoder().analyzer();
    }

    /** If the creation fails, the next call tries again. */
    private synchronized Transcoder transcoder() {
        Transcoder known = made;
        if (known == null) {
            known = maker.get();
            made = known;
        }
        return known;
    }
}
