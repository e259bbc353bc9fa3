package dev.renditions.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionLocation;
import dev.renditions.support.SafeText;
import dev.renditions.support.StrictJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A result as JSON: the one form for {@code run --json}, direct invocations, events and the HTTP API. Always the same members,
 * absent ones null; some of those who send it add members of their own, with {@link JsonUnwrapped}, and none renames one.
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
        @Nullable String reason,
        List<String> warnings) {

    /** For the operator and their programs. */
    public static ResultJson of(RenditionResult result) {
        return of(
                result,
                result.source(),
                result.location().map(l -> l.uri().toString()).orElse(null),
                result.reason());
    }

    /**
     * For a caller over HTTP, who need not know where sources and renditions lie: {@code location} is null.
     *
     * @param source the source as the caller names it
     */
    public static ResultJson forCaller(String source, RenditionResult result) {
        return forCaller(source, result, result.reason());
    }

    /** The same with another reason than the one for the operator. */
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
                safe.isEmpty() ? null : safe,
                result.warnings());
    }

    /** On one line. */
    public static String line(RenditionResult result) {
        return StrictJson.write(of(result));
    }

    /** Seconds, to the millisecond. */
    public static BigDecimal toSeconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3);
    }
}
