package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.renditions.api.SourceName;
import dev.renditions.http.routing.RequestMethod;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.ResultForm;
import dev.renditions.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The API description covers the additional routes of the local server. */
@Timeout(60)
final class LocalDescriptionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private TestServer server;
    private JsonNode description = JSON.createObjectNode();

    @BeforeEach
    void start() throws Exception {
        server = TestServer.in(folder, new FakeTranscoder());
        description = JSON.readTree(server.get("v1/openapi.json").body());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void describesTheExistingRoutesAndTheirMethods() {
        Set<String> described = new TreeSet<>();
        description.path("paths").properties().stream()
                .filter(path -> path.getValue().findValue("tags") != null)
                .forEach(path -> described.add(path.getKey()));
        assertThat(described).containsExactlyElementsOf(new TreeSet<>(templates()));
        for (String template : described) {
            Set<String> allowed = new TreeSet<>();
            description.path("paths").path(template).fieldNames().forEachRemaining(allowed::add);
            List<String> refused = Stream.of("POST", "DELETE", "OPTIONS")
                    .filter(method -> !allowed.contains(method.toLowerCase(Locale.ROOT)))
                    .toList();
            for (String method : refused) {
                var answer = server.send(server.request(template.substring(1).replaceAll("\\{\\w+}", "x"))
                        .method(method, BodyPublishers.noBody())
                        .build());
                assertThat(answer.statusCode()).as(method + " " + template).isEqualTo(405);
                assertThat(answer.headers().firstValue("Allow").orElse("").toLowerCase(Locale.ROOT))
                        .isEqualTo(String.join(", ", allowed));
            }
        }
    }

    /** The routes that only this server has, except its page. */
    private List<String> templates() {
        return server.server().routes().routes().stream()
                .filter(route -> !route.methods().contains(RequestMethod.OPTIONS)
                        && !route.label().equals(LocalRoutes.PAGE))
                .map(route -> route.path().text().replace("...}", "}"))
                .toList();
    }

    @Test
    void realResponsesMatchTheDescription() throws Exception {
        var upload = server.put("film \u00e9.mp4".replace(" ", "%20").replace("\u00e9", "%C3%A9"), "a film");
        assertSchema("Upload", upload.body());
        String key = JSON.readTree(upload.body()).path("key").asText();
        assertThat(server.get("v1/renditions/poster/uploads/"
                                + key.replace(" ", "%20").replace("\u00e9", "%C3%A9") + "?wait=20")
                        .statusCode())
                .isEqualTo(302);
        String stored = server.get("v1/stored").body();
        assertThat(stored).contains("poster");
        assertSchema("Stored", stored);
        assertSchema("Session", server.get("v1/session").body());
        try (EventHub hub = new EventHub(1)) {
            JobEventPublisher activity = new JobEventPublisher(hub, new ServerMetrics());
            activity.ended(new SourceName("uploads", "film.mp4"), ResultForm.LADDER);
            assertSchema("Result", activity.soFar(List.of()).get(0).replaceFirst("(?s).*data: ", ""));
        }
    }

    private void assertSchema(String name, String body) throws Exception {
        ObjectNode root = description.deepCopy();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$ref", "#/components/schemas/" + name);
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(root)
                        .validate(JSON.readTree(body)))
                .isEmpty();
    }
}
