package dev.renditions.service.encode;

import dev.renditions.api.Ending;
import dev.renditions.api.Manifest;
import dev.renditions.api.MediaException;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionException;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.Transcoder;
import dev.renditions.index.ContentHash;
import dev.renditions.kind.AssembledTrack;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.OutputFile;
import dev.renditions.media.MediaInfo;
import dev.renditions.service.index.LookupCounters;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.service.verify.OutputVerifier;
import dev.renditions.support.WallClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Verifies outputs and publishes them to the store. Thread-safe. */
final class Publisher {
    private final ObjectStore store;
    private final Transcoder transcoder;
    private final OutputVerifier verifier;
    private final LookupCounters counters;
    private final Clock clock;

    Publisher(ObjectStore store, Transcoder transcoder, LookupCounters counters, Clock clock) {
        this.counters = counters;
        this.store = store;
        this.transcoder = transcoder;
        this.verifier = new OutputVerifier(transcoder);
        this.clock = clock;
    }

    /** Publishes one rendition, if it matches its plan, and records its tracks. */
    Ending publish(RenditionRequest request, MissingRendition rendition, Ending.Encoded encoded, TrackSupply supply) {
        Instant begin = clock.instant();
        try {
            ObjectStore.Publication publication = verified(request, rendition, encoded, supply);
            supply.published(publication.rendition(), encoded.tracks());
            List<AssembledTrack> tracks = supply.attributed(encoded.tracks());
            supply.count(rendition.plan().profile().name(), tracks, counters);
            return new Ending.Published(
                    Outcome.of(rendition.plan(), tracks),
                    publication.rendition().location(),
                    encoded.took()
                            .plus(WallClock.since(begin, clock))
                            .plus(supply.spentOnSegments(encodedHere(tracks))),
                    publication.ours() || publication.repaired(),
                    supply.saved(tracks),
                    supply.use(tracks));
        } catch (RenditionException e) {
            return new Ending.Failed(e);
        }
    }

    private static List<AssembledTrack> encodedHere(List<AssembledTrack> tracks) {
        return tracks.stream().filter(AssembledTrack::encoded).toList();
    }

    private ObjectStore.Publication verified(
            RenditionRequest request, MissingRendition rendition, Ending.Encoded encoded, TrackSupply supply) {
        MediaInfo media = verifier.check(rendition.plan(), encoded.outputs());
        request.requireContent(rendition.key().content());
        request.requireUnchanged();
        Path folder = encoded.order().folder();
        List<RenditionFile> files =
                encoded.outputs().stream().map(output -> named(output, folder)).toList();
        Manifest manifest = new Manifest(
                rendition.key(),
                files,
                // What a hit saves: all of its tracks, whichever rendition they were encoded for.
                encoded.took().plus(supply.saved(encoded.tracks())),
                transcoder.engine(),
                media,
                clock.instant(),
                rendition.warnings(),
                supply.listed(encoded.tracks()));
        return store.publish(manifest, folder);
    }

    /** Renames a file to its published name. It gets that name only after its verification. */
    private static RenditionFile named(OutputFile output, Path folder) {
        try (InputStream in = Files.newInputStream(output.file(), LinkOption.NOFOLLOW_LINKS)) {
            RenditionFile file =
                    new RenditionFile(output.name(), output.mediaType(), Files.size(output.file()), ContentHash.of(in));
            Path target = folder.resolve(output.name());
            Files.createDirectories(target.resolveSibling("."));
            Files.move(output.file(), target);
            return file;
        } catch (IOException e) {
            throw new MediaException(
                    MediaException.Kind.ENGINE, "the encoded output can't be read back: " + e.getMessage(), e);
        }
    }
}
