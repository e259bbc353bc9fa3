package dev.renditions.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.renditions.api.LookupMetric;
import dev.renditions.api.Manifest;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.SourceName;
import dev.renditions.api.StoredRendition;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.http.Api;
import dev.renditions.http.ApiContext;
import dev.renditions.http.ApiRules;
import dev.renditions.http.FakeOnDemand;
import dev.renditions.http.FileLinks;
import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.access.LinkSigner;
import dev.renditions.http.access.SigningKeys;
import dev.renditions.index.ContentHash;
import dev.renditions.index.MovableClock;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.SampleRendition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The API over a store on a file system, with renditions whose status a test sets. */
@Timeout(60)
public abstract class ApiScene {
    public static final ProfileCatalog CATALOG = ProfileCatalog.builtIn();
    public static final String BUCKET = "uploads";
    public static final String KEY = "caf\u00e9 + cr\u00e8me.mp4";
    public static final String PATH = "/" + BUCKET + "/caf%C3%A9%20+%20cr%C3%A8me.mp4";

    private static final Map<String, String> TYPES = Map.of(
            "mp4", "video/mp4",
            "jpg", "image/jpeg",
            "vtt", "text/vtt",
            "m3u8", "application/vnd.apple.mpegurl",
            "mpd", "application/dash+xml");

    @TempDir
    public Path folder;

    public final MovableClock clock = new MovableClock(Instant.parse("2026-05-01T00:00:00Z"));
    public final FakeOnDemand onDemand = new FakeOnDemand();
    public final SigningKeys keys = SigningKeys.parse("k1:" + "A".repeat(43));
    public AccessPolicy gate = open();
    public LinkSigner signer = LinkSigner.NONE;
    public ApiRules rules = new ApiRules(Duration.ofHours(1), Duration.ofSeconds(25), Set.of());

    public Api api() {
        return new Api(parts());
    }

    public ApiContext parts() {
        Path root = folder.resolve("store");
        return new ApiContext(
                CATALOG,
                onDemand,
                new ApiContext.Holdings(
                        new DirectoryStore(root),
                        new FileLinks(DirectoryStore.baseOf(root), signer),
                        signer,
                        Optional.of(root)),
                gate,
                () -> Map.of("poster", Map.of(LookupMetric.HIT, 3L, LookupMetric.MISS, 1L)),
                () -> Map.of("poster", Duration.ofMillis(1500)),
                () -> Map.of("hls", Duration.ofMillis(2500)),
                rules,
                clock);
    }

    public ApiResponse get(String target, String... headers) {
        return send("GET", target, headers);
    }

    /** Sends a request; headers are alternating names and values. */
    public ApiResponse send(String method, String target, String... headers) {
        int query = target.indexOf('?');
        Map<String, String> sent = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            sent.put(headers[i], headers[i + 1]);
        }
        return api().answer(new ApiRequest(
                method,
                query < 0 ? target : target.substring(0, query),
                query < 0 ? Map.of() : QueryParameters.parse(target.substring(query + 1)),
                sent,
                new Caller.Address("192.0.2.1")));
    }

    public static String text(ApiResponse answer) {
        return ((ApiResponse.Bytes) answer.body()).text();
    }

    public static JsonNode json(ApiResponse answer) {
        try {
            return new ObjectMapper().readTree(text(answer));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Asserts that the response is a problem document, and returns its detail. */
    public static String problem(ApiResponse answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(json(answer).path("status").asInt()).isEqualTo(status);
        return json(answer).path("detail").asText();
    }

    /**
     * Publishes a rendition in the store and sets its status to ready; files are alternating names and contents, the
     * main file first.
     */
    public StoredRendition publish(String profileName, String... files) {
        Profile profile = CATALOG.find(profileName).orElseThrow();
        RenditionKey key = new RenditionKey(ContentHash.of("a film".getBytes(StandardCharsets.UTF_8)), profile.id());
        try {
            Path made = Files.createTempDirectory(folder, "made");
            List<RenditionFile> listed = new ArrayList<>();
            for (int i = 0; i < files.length; i += 2) {
                byte[] bytes = files[i + 1].getBytes(StandardCharsets.UTF_8);
                Files.write(made.resolve(files[i]), bytes);
                String type = TYPES.get(files[i].substring(files[i].lastIndexOf('.') + 1));
                listed.add(new RenditionFile(files[i], type, bytes.length, ContentHash.of(bytes)));
            }
            Manifest manifest = new Manifest(
                    key, listed, Duration.ofMillis(1500), "ffmpeg", SampleRendition.MEDIA, clock.instant());
            StoredRendition stored = new DirectoryStore(folder.resolve("store"))
                    .publish(manifest, made)
                    .rendition();
            setStatus(profileName, RenditionStatus.Ready.of(hit(key, stored)).orElseThrow());
            return stored;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RenditionResult hit(RenditionKey key, StoredRendition stored) {
        return new RenditionResult(
                "a file of this machine",
                Optional.of(key.content()),
                key.profile(),
                Outcome.HIT,
                Optional.of(stored.location()),
                Duration.ofMillis(4),
                Duration.ofMillis(1500),
                Optional.empty(),
                "",
                Optional.empty());
    }

    public void setStatus(String profile, RenditionStatus status) {
        onDemand.statuses.put(profile + " " + new SourceName(BUCKET, KEY), status);
    }

    static AccessPolicy open() {
        return new AccessPolicy() {
            @Override
            public void admit(ApiRequest request, SourceName source) {}

            @Override
            public String admit(ApiRequest request) {
                return "anybody";
            }
        };
    }
}
