package dev.renditions;

import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.media.MediaInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Makes one rendition: encodes it, proves it, and gives it to the store. */
final class Production {
    private final ObjectStore store;
    private final Transcoder transcoder;
    private final Duration limit;
    private final Clock clock;

    Production(ObjectStore store, Transcoder transcoder, Duration limit, Clock clock) {
        this.store = store;
        this.transcoder = transcoder;
        this.limit = limit;
        this.clock = clock;
    }

    /** What the store holds afterwards: ours, or that of a worker who was first. */
    ObjectStore.Publication make(Work work, RenditionKey key, Plan.Encode plan) {
        Profile profile = plan.profile();
        work.listener().encoding(profile);
        Path folder = work.folderFor(profile);
        // Without the extension until it is proved: a probe would guess by it, and what counts is what is inside.
        Path output = folder.resolve("encoded");
        Instant begin = clock.instant();
        transcoder.encode(
                work.spooled().file(),
                plan,
                output,
                limit,
                fraction -> work.listener().progress(profile, fraction));
        Duration encodeTime = Elapsed.since(begin, clock);
        MediaInfo encoded = transcoder.probe(output);
        Proof.check(plan, encoded);
        if (!work.spooled().unchanged()) {
            throw new SourceException(
                    SourceException.Kind.CHANGED,
                    work.source().name() + " changed while it was encoded; nothing was published, try again");
        }
        RenditionFile file = named(output, profile);
        return store.publish(
                new Manifest(key, List.of(file), encodeTime, transcoder.engine(), encoded, clock.instant()), folder);
    }

    private static RenditionFile named(Path output, Profile profile) {
        try (InputStream in = Files.newInputStream(output)) {
            RenditionFile file =
                    new RenditionFile(profile.fileName(), profile.mediaType(), Files.size(output), ContentHash.of(in));
            Files.move(output, output.resolveSibling(profile.fileName()));
            return file;
        } catch (IOException e) {
            throw new MediaException(
                    MediaException.Kind.ENGINE, "what was encoded can't be read back: " + e.getMessage(), e);
        }
    }
}
