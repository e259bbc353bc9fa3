package dev.renditions.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionLocation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A result and its JSON, which is the same wherever results are sent. */
public final class ResultForm {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ContentHash CONTENT = ContentHash.of("a film".getBytes(StandardCharsets.UTF_8));

    /** The result for a package of a damaged source. It has many files, and the main one is a playlist. */
    public static final RenditionResult LADDER = new RenditionResult(
            "s3://uploads/film.mp4",
            Optional.of(CONTENT),
            ProfileId.parse("hls-0123456789ab"),
            Outcome.HIT,
            Optional.of(new RenditionLocation(
                    URI.create("s3://bucket/master.m3u8"),
                    "application/vnd.apple.mpegurl",
                    1_100,
                    12_345_678,
                    Duration.ofMillis(2500),
                    List.of("the video is damaged: 5 of 100 frames"))),
            Duration.ofMillis(4),
            Duration.ofMillis(2500),
            Optional.empty(),
            "",
            Optional.empty());

    /** The JSON for the operator. */
    public static final String JSON = "{\"source\":\"s3://uploads/film.mp4\",\"contentHash\":\"" + CONTENT
            + "\",\"profile\":\"hls\",\"profileId\":\"hls-0123456789ab\",\"outcome\":\"hit\","
            + "\"location\":\"s3://bucket/master.m3u8\",\"mediaType\":\"application/vnd.apple.mpegurl\","
            + "\"bytes\":12345678,\"mainBytes\":1100,\"seconds\":0.004,\"savedSeconds\":2.500,\"wastedSeconds\":0.000,"
            + "\"encodedTracks\":[],\"reusedTracks\":[],\"reason\":null,"
            + "\"warnings\":[\"the video is damaged: 5 of 100 frames\"]}";

    private ResultForm() {}

    /**
     * Asserts that an object is the result as a caller over HTTP receives it.
     *
     * @param own the additional members of this place
     */
    public static void assertForCaller(JsonNode object, Set<String> own) {
        ObjectNode common = object.deepCopy();
        assertThat(common.properties()).extracting(member -> member.getKey()).containsAll(own);
        common.remove(own);
        assertThat(common).isEqualTo(read(JSON.replace("\"s3://bucket/master.m3u8\"", "null")));
    }

    /** Parses JSON. */
    public static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
