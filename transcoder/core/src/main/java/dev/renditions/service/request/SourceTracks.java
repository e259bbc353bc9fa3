package dev.renditions.service.request;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import dev.renditions.index.ContentHash;
import dev.renditions.index.TrackId;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.track.TrackIds;
import dev.renditions.media.StreamHash;
import dev.renditions.service.analysis.KnownAnalyses;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names the tracks of one request's source. Its streams are hashed once, when that is first needed. Not thread-safe. */
final class SourceTracks {
    /** Enough for tens of gigabytes on a slow disk. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** The part of the time until the caller's deadline that the hashes may take: one fourth. The rest is for encodes. */
    private static final int PART = 4;

    /** With less time, the streams are not hashed. */
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    private final RenditionRequest request;
    private final Transcoder transcoder;
    private final SourceAnalyses analyses;
    private final Memoized<Map<Integer, StreamHash>> hashes = new Memoized<>();

    SourceTracks(RenditionRequest request, Transcoder transcoder, SourceAnalyses analyses) {
        this.request = request;
        this.transcoder = transcoder;
        this.analyses = analyses;
    }

    /**
     * The IDs of tracks. A stream that can't be hashed, or not in the time that is left, is named by the hash of the whole source,
     * so its tracks are shared by renditions of this source alone. So are the streams of clips: where a decoder starts after a
     * seek depends on the file.
     *
     * @param clock tells the time until the caller's deadline
     */
    Map<TrackRecipe, TrackId> ids(Collection<TrackRecipe> recipes, Clock clock) {
        Map<Integer, StreamHash> known = hashes.get(() -> hashes(clock));
        Map<TrackRecipe, TrackId> ids = new HashMap<>();
        for (TrackRecipe recipe : recipes) {
            Map<Integer, StreamHash> named = recipe.streams().stream()
                    .distinct()
                    .collect(Collectors.toMap(
                            stream -> stream,
                            stream -> Optional.ofNullable(known.get(stream))
                                    .filter(hash -> recipe.clip().isEmpty())
                                    .orElseGet(() -> ofSource(stream))));
            ids.put(recipe, TrackIds.of(recipe, named));
        }
        return ids;
    }

    /** The source has another content than was known before. */
    void forget() {
        hashes.forget();
    }

    private Map<Integer, StreamHash> hashes(Clock clock) {
        if (limit(clock).compareTo(SHORTEST) < 0) {
            return analyses.find(KnownAnalyses.STREAM_HASHES).orElse(Map.of());
        }
        try {
            return analyses.get(
                    KnownAnalyses.STREAM_HASHES,
                    () -> transcoder.streamHashes(request.spooled().file(), request.media(), limit(clock)));
        } catch (MediaException e) {
            return Map.of();
        }
    }

    private Duration limit(Clock clock) {
        return request.left(clock)
                .map(left -> left.dividedBy(PART))
                .filter(part -> part.compareTo(LONGEST) < 0)
                .orElse(LONGEST);
    }

    private StreamHash ofSource(int stream) {
        ContentHash content = request.content()
                .or(request::knownContent)
                .orElseGet(() -> request.spooled().content());
        String name = "stream " + stream + " of " + content;
        return new StreamHash(
                ContentHash.of(name.getBytes(StandardCharsets.UTF_8)).hex());
    }
}
