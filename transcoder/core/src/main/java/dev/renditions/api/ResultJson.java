package dev.renditions.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.TrackId;
import dev.renditions.support.SafeText;
import dev.renditions.support.StrictJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A result as JSON: one format for {@code run --json}, direct invocations, events and the HTTP API. It always has the same
 * members; absent values are null. Some senders add members with {@link JsonUnwrapped}; none renames a member.
 */
public record ResultJson(
        String source,
        @Nullable String contentHash,
        String profile,
        String profileId,
        String outcome,
        @Nullable String location,
        @Nullable String mediaType,
        @Nullable Long bytes,
        @Nullable Long mainBytes,
        BigDecimal seconds,
        BigDecimal savedSeconds,
        BigDecimal wastedSeconds,
        List<String> encodedTracks,
        List<String> reusedTracks,
        @Nullable String reason,
        List<String> warnings) {

    /** For operators and their programs. */
    public static ResultJson of(RenditionResult result) {
        return of(
                result,
                result.source(),
                result.location().map(l -> l.uri().toString()).orElse(null),
                result.reason());
    }

    /**
     * For clients of the HTTP API, which need not know where sources and renditions lie: {@code location} is null.
     *
     * @param source the source as the client names it
     */
    public static ResultJson forCaller(String source, RenditionResult result) {
        return forCaller(source, result, result.reason());
    }

    /** The same with a reason other than the operator's. */
    public static ResultJson forCaller(String source, RenditionResult result, String reason) {
        return of(result, source, null, reason);
    }

    private static ResultJson of(RenditionResult result, String source, @Nullable String location, String reason) {
        Optional<RenditionLocation> there = result.location();
        String safe = SafeText.of(reason);
        return new ResultJson(
                source,
                result.content().map(ContentHash::hex).orElse(null),
                result.profile().name(),
                result.profile().toString(),
                result.outcome().word(),
                location,
                there.map(RenditionLocation::mediaType).orElse(null),
                there.map(RenditionLocation::allBytes).orElse(null),
                there.map(RenditionLocation::bytes).orElse(null),
                toSeconds(result.spent()),
                toSeconds(result.saved()),
                toSeconds(result.wasted().orElse(Duration.ZERO)),
                ids(result.tracks().encoded()),
                ids(result.tracks().reused()),
                safe.isEmpty() ? null : safe,
                result.warnings());
    }

    private static List<String> ids(List<TrackId> tracks) {
        return tracks.stream().map(TrackId::toString).toList();
    }

    /** The JSON for operators on one line. */
    public static String line(RenditionResult result) {
        return StrictJson.write(of(result));
    }

    /** A duration in seconds, truncated to milliseconds. */
    public static BigDecimal toSeconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3);
    }
}
