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
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names the tracks of one request's source. Its streams are hashed once, when that is first needed. Not thread-safe. */
final class SourceTracks {
    private final RenditionRequest request;
    private final Transcoder transcoder;
    private final SourceAnalyses analyses;

    SourceTracks(RenditionRequest request, Transcoder transcoder, SourceAnalyses analyses) {
        this.request = request;
        this.transcoder = transcoder;
        this.analyses = analyses;
    }

    /**
     * The IDs of tracks. A stream that can't be hashed is named by the hash of the whole source, so its tracks are shared by
     * renditions of this source alone. So are the streams of clips: where a decoder starts after a seek depends on the file.
     */
    Map<TrackRecipe, TrackId> ids(Collection<TrackRecipe> recipes) {
        Map<Integer, StreamHash> hashes = hashes();
        Map<TrackRecipe, TrackId> ids = new HashMap<>();
        for (TrackRecipe recipe : recipes) {
            Map<Integer, StreamHash> named = recipe.streams().stream()
                    .distinct()
                    .collect(Collectors.toMap(
                            stream -> stream,
                            stream -> Optional.ofNullable(hashes.get(stream))
                                    .filter(hash -> recipe.clip().isEmpty())
                                    .orElseGet(() -> ofSource(stream))));
            ids.put(recipe, TrackIds.of(recipe, named));
        }
        return ids;
    }

    private Map<Integer, StreamHash> hashes() {
        try {
            return analyses.get(
                    KnownAnalyses.STREAM_HASHES,
                    () -> transcoder.streamHashes(request.spooled().file(), request.media()));
        } catch (MediaException e) {
            return Map.of();
        }
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
