package dev.renditions.app;

import dev.renditions.Transcoder;
import dev.renditions.media.MediaInfo;
import dev.renditions.plan.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A transcoder that is made when it is first asked for something: a run of hits needs none. */
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
    public void encode(Path source, Plan.Encode plan, Path output, Duration limit, Progress progress) {
        transcoder().encode(source, plan, output, limit, progress);
    }

    @Override
    public String engine() {
        return transcoder().engine();
    }

    /** If making it fails, the next call tries again. */
    private synchronized Transcoder transcoder() {
        Transcoder known = made;
        if (known == null) {
            known = maker.get();
            made = known;
        }
        return known;
    }
}
