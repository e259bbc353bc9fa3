package dev.renditions.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.renditions.api.EncodeProgress;
import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.StoreException;
import dev.renditions.api.segment.SegmentCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The API description covers all of the API's behaviour, and nothing else. */
final class DescriptionTest extends ApiScene {
    private JsonNode description() {
        return json(get("/v1/openapi.json"));
    }

    @Test
    void describesTheExistingRoutes() {
        Set<String> described = new TreeSet<>();
        everywhere(description()).fieldNames().forEachRemaining(described::add);
        assertThat(described)
                .isEqualTo(new TreeSet<>(api().templates().stream()
                        .map(template -> template.replace("...}", "}"))
                        .toList()));
    }

    @Test
    void describesTheMethodsAndPartsOfEachPath() {
        for (JsonNode path : everywhere(description())) {
            assertThat(names(path)).containsExactlyInAnyOrder("get", "head", "options");
        }
        everywhere(description()).properties().forEach(path -> {
            Set<String> inPath = new TreeSet<>(Pattern.compile("\\{(\\w+)}")
                    .matcher(path.getKey())
                    .results()
                    .map(found -> found.group(1))
                    .toList());
            Set<String> described = new TreeSet<>(StreamSupport.stream(
                            path.getValue().path("get").path("parameters").spliterator(), false)
                    .filter(parameter -> parameter.path("in").asText().equals("path"))
                    .map(parameter -> parameter.path("name").asText())
                    .toList());
            assertThat(described).isEqualTo(inPath);
        });
    }

    @Test
    void referencesResolve() {
        JsonNode description = description();
        List<JsonNode> references = description.findValues("$ref");
        assertThat(references).hasSizeGreaterThan(50);
        assertThat(references)
                .allSatisfy(reference -> assertThat(
                                description.at(reference.asText().substring(1)).isMissingNode())
                        .as(reference.asText())
                        .isFalse());
        assertThat(description.findValuesAsText("operationId"))
                .doesNotHaveDuplicates()
                .hasSize(34);
    }

    @Test
    void realResponsesMatchTheDescription() {
        publish("poster", "poster.jpg", "a picture");
        publish("hls", "master.m3u8", "#EXTM3U\nvideo.mp4\n", "manifest.mpd", "<MPD/>", "video.mp4", "v");
        setStatus(
                "mp4-360p",
                new RenditionStatus.Pending(
                        "encoding",
                        Optional.of(new EncodeProgress(
                                1, Optional.of(2.0), Optional.of(Duration.ZERO), Optional.of(new SegmentCount(3, 3)))),
                        Duration.ZERO));
        setStatus("waveform", new RenditionStatus.Refused(Outcome.NOT_APPLICABLE, "no audio track", Optional.empty()));
        setStatus(
                "preview",
                new RenditionStatus.Refused(
                        Outcome.FAILED,
                        "text",
                        Optional.of(new MediaException(MediaException.Kind.UNSUPPORTED, "text"))));
        String renditions = "/v1/renditions/{profile}/{bucket}/{key}";
        assertDescribed(renditions, get("/v1/renditions/poster" + PATH), 302);
        assertDescribed(renditions, get("/v1/renditions/poster" + PATH, "accept", "application/json"), 200);
        assertDescribed(renditions, get("/v1/renditions/hls" + PATH, "accept", "application/json"), 200);
        assertDescribed(renditions, get("/v1/renditions/hls" + PATH), 200);
        assertDescribed(renditions, get("/v1/renditions/hls" + PATH + "?file=manifest.mpd"), 200);
        String streams = "/v1/streams/{profile}/{bucket}/{path}";
        assertDescribed(streams, get("/v1/streams/hls" + PATH + "/master.m3u8"), 200);
        assertDescribed(streams, get("/v1/streams/hls" + PATH + "/manifest.mpd"), 200);
        assertDescribed(streams, get("/v1/streams/hls" + PATH + "/video.mp4"), 302);
        assertDescribed(streams, get("/v1/streams/hls" + PATH + "/nothing.m3u8"), 404);
        assertDescribed(renditions, get("/v1/renditions/mp4-360p" + PATH), 202);
        assertDescribed(renditions, get("/v1/renditions/mp4-480p" + PATH), 202);
        assertDescribed(renditions, get("/v1/renditions/waveform" + PATH), 422);
        assertDescribed(renditions, get("/v1/renditions/preview" + PATH), 415);
        assertDescribed(renditions, get("/v1/renditions/nothing" + PATH), 404);
        assertDescribed(renditions, get("/v1/renditions/poster/U/a"), 400);
        assertDescribed(renditions, send("POST", "/v1/renditions/poster" + PATH), 405);
        onDemand.failure = new StoreException(true, "away", new IllegalStateException());
        assertDescribed(renditions, get("/v1/renditions/poster" + PATH), 503);
        onDemand.failure = new IllegalStateException("a bug");
        assertDescribed(renditions, get("/v1/renditions/poster" + PATH), 500);
        assertDescribed("/v1/profiles", get("/v1/profiles"), 200);
        assertDescribed("/v1/stats", get("/v1/stats"), 200);
        assertDescribed("/healthz", get("/healthz"), 200);
        assertDescribed("/v1/files/{path}", get("/v1/files/a"), 404);
        assertDescribed("/v1/openapi.json", get("/v1/openapi.json"), 200);
    }

    @Test
    void schemasRefuseOtherResponses() {
        ObjectNode body = (ObjectNode) json(get("/healthz"));
        assertThat(schema("/components/schemas/Health").validate(body)).isEmpty();
        assertThat(schema("/components/schemas/Health").validate(body.put("more", 1)))
                .isNotEmpty();
    }

    /** The paths that every server has, without those of a local server. */
    private static ObjectNode everywhere(JsonNode description) {
        ObjectNode paths = description.path("paths").deepCopy();
        paths.properties().removeIf(path -> path.getValue().findValue("tags") != null);
        return paths;
    }

    private void assertDescribed(String path, ApiResponse answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        String at = "/paths/" + path.replace("/", "~1") + "/get/responses/" + status;
        JsonNode response = description().at(at);
        if (response.has("$ref")) {
            at = response.path("$ref").asText().substring(1);
            response = description().at(at);
        }
        assertThat(response.isMissingNode()).as(path + " " + status).isFalse();
        for (var header : response.path("headers").properties()) {
            if (header.getValue().path("required").asBoolean()) {
                assertThat(answer.headers()).containsKey(header.getKey());
            }
        }
        if (answer.body() instanceof ApiResponse.Nothing) {
            assertThat(response.has("content")).isFalse();
            return;
        }
        String type = answer.headers().get("Content-Type").replaceFirst(";.*", "");
        assertThat(names(response.path("content"))).contains(type);
        if (type.endsWith("json")) {
            String schema = at + "/content/" + type.replace("/", "~1") + "/schema";
            assertThat(schema(schema).validate(json(answer))).as(text(answer)).isEmpty();
        }
    }

    /** A schema at its place in the document, so that its references resolve. */
    private JsonSchema schema(String at) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$ref", "#" + at);
        description().properties().forEach(part -> root.set(part.getKey(), part.getValue()));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
