package dev.renditions;

import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.media.MediaInfo;
import dev.renditions.plan.Plan;
import dev.renditions.profile.Profile;
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
    private final Clock clock;

    Production(ObjectStore store, Transcoder transcoder, Clock clock) {
        this.store = store;
        this.transcoder = transcoder;
        this.clock = clock;
    }

    /**
     * Makes it. Its files are gone from the job's folder afterwards, so that outputs do not pile up.
     *
     * @param limit how long the encode may take
     * @return what the store holds afterwards: ours, or that of a worker who was first
     */
    ObjectStore.Publication make(Work work, RenditionKey key, Plan.Encode plan, Duration limit) {
        work.listener().encoding(plan.profile());
        try (Workspace.Folder folder = work.folderFor(plan.profile())) {
            return make(work, key, plan, limit, folder.path());
        }
    }

    private ObjectStore.Publication make(Work work, RenditionKey key, Plan.Encode plan, Duration limit, Path folder) {
        Profile profile = plan.profile();
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
