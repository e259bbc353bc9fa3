package dev.renditions.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.cli.display.Cli;
import dev.renditions.config.Setting;
import dev.renditions.index.codec.Seal;
import dev.renditions.index.memcached.Certificate;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.index.memcached.TlsFront;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.AwsProperties;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.S3Emulator;
import dev.renditions.testing.S3Endpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The index commands with a real memcached. */
@Timeout(300)
final class IndexCommandsIT {
    private static final int PROFILES = ProfileCatalog.builtIn().names().size();

    private static final Path SAMPLES = Checkout.path("samples");
    private static final String STILL = SAMPLES.resolve("still.jpg").toString();
    private static final String SONG = SAMPLES.resolve("chord.flac").toString();

    @TempDir
    private Path folder;

    private MemcachedServer memcached;
    private Cli cli;

    @BeforeEach
    void start() {
        memcached = MemcachedServer.startOrSkip();
        cli = new Cli(folder).with(Setting.INDEX, memcached.uri()).with(Setting.INDEX_BUDGET, "2s");
    }

    @AfterEach
    void stop() {
        if (memcached != null) {
            memcached.close();
        }
    }

    @Test
    void everyRenditionIsAHitAfterARebuild() {
        String[] run = {"run", SAMPLES.toString(), "--profiles", "audio-mp3,poster", "--json"};
        Cli.Ran first = cli.run(run);
        assertThat(first.outcomes()).as(first.err()).contains("encoded");
        long made = first.json().stream()
                .map(n -> n.path("location").asText())
                .filter(uri -> !uri.equals("null"))
                .distinct()
                .count();
        memcached.flushAll();

        Cli.Ran rebuilt = cli.run("index", "rebuild");

        assertThat(rebuilt.code()).as(rebuilt.err()).isZero();
        assertThat(rebuilt.out())
                .isEqualToIgnoringNewLines(made + " renditions: " + made
                        + " recorded, 0 already present, 0 unreadable, 0 without an answer from the index");
        assertThat(cli.run(run).outcomes()).containsOnly("hit", "not-applicable");
        JsonNode again = cli.run("index", "rebuild", "--json").json().get(0);
        assertThat(again.path("renditions").asLong()).isEqualTo(made);
        assertThat(again.path("present").asLong()).isEqualTo(made);
        assertThat(again.path("recorded").asLong()).isZero();
        assertThat(again.path("outage").isNull()).isTrue();
    }

    @Test
    void rebuildContinuesAfterAnUnreadableManifestAndFails() throws IOException {
        outcome("poster", STILL);
        Path damaged = folder.resolve("store/ab/" + "ab".repeat(32) + "/poster-0123456789ab/rendition.json");
        Files.createDirectories(damaged.getParent());
        Files.writeString(damaged, "{");
        memcached.flushAll();

        Cli.Ran rebuilt = cli.run("index", "rebuild");

        assertThat(rebuilt.code()).isEqualTo(1);
        assertThat(rebuilt.err()).contains("unreadable: the manifest ", "is damaged");
        assertThat(rebuilt.out()).contains("2 renditions: 1 recorded, 0 already present, 1 unreadable");
        assertThat(outcome("poster", STILL)).isEqualTo("hit");
    }

    @Test
    void evictedRenditionIsFoundInTheStore() {
        run(STILL, SONG);

        Cli.Ran evicted = cli.run("index", "evict", "poster", STILL);

        assertThat(evicted.code()).as(evicted.err()).isZero();
        assertThat(evicted.out()).contains("evicted 1 of 1: poster of " + STILL);
        assertThat(cli.run("index", "evict", "poster", STILL).out()).contains("evicted 0 of 1");
        assertThat(outcome("audio-mp3", SONG)).isEqualTo("hit");
        assertThat(outcome("poster", STILL)).isEqualTo("stored");
        assertThat(outcome("poster", STILL)).isEqualTo("hit");
    }

    @Test
    void evictedSourceIsFoundInTheStore() {
        String video = SAMPLES.resolve("odd-size-321x181.webm").toString();
        run(video, SONG);

        Cli.Ran evicted = cli.run("index", "evict", "--source", video);

        assertThat(evicted.code()).as(evicted.err()).isZero();
        assertThat(evicted.out()).containsPattern("evicted 2 of " + PROFILES + ": the profiles of .*webm\\R");
        assertThat(outcome("audio-mp3", SONG)).isEqualTo("hit");
        assertThat(outcome("poster", video)).isEqualTo("stored");
    }

    @Test
    void evictedProfileIsFoundInTheStoreWithAnySettings() throws IOException {
        Path other = folder.resolve("profiles.json");
        Files.writeString(
                other, "{\"profiles\": [{\"name\": \"poster\", \"kind\": \"image\", \"image\": {\"maxWidth\": 99}}]}");
        run(STILL, SONG);
        assertThat(outcome("poster", STILL, "--profiles-file", other.toString()))
                .isEqualTo("encoded");
        cli.run("index", "evict", "poster", STILL);

        Cli.Ran evicted = cli.run("index", "evict", "--profile", "poster");

        assertThat(evicted.code()).as(evicted.err()).isZero();
        assertThat(evicted.out()).contains("evicted 1 of 2: renditions of poster in the store");
        assertThat(outcome("audio-mp3", SONG)).isEqualTo("hit");
        assertThat(outcome("poster", STILL, "--profiles-file", other.toString()))
                .isEqualTo("stored");
        assertThat(cli.run("index", "evict", "--profile", "gone").out()).contains("evicted 0 of 0");
    }

    @Test
    void failureIsRetriedOnRequest() {
        String damaged = SAMPLES.resolve("truncated.mp4.part").toString();
        assertThat(reason(damaged)).isNotEmpty().doesNotContain("recorded before");
        assertThat(reason(damaged)).contains("recorded before");
        assertThat(reason(damaged, "--retry-failed")).isNotEmpty().doesNotContain("recorded before");
        assertThat(reason(damaged)).contains("recorded before");
    }

    @Test
    void evictedFailureIsRetried() {
        String damaged = SAMPLES.resolve("truncated.mp4.part").toString();
        assertThat(reason(damaged)).isNotEmpty().doesNotContain("recorded before");
        assertThat(reason(damaged)).contains("recorded before");
        Cli.Ran seen = cli.run("index", "get", "mp4-480p", damaged);
        assertThat(seen.code()).as(seen.err()).isZero();
        assertThat(seen.out()).containsPattern("index entry +none").containsPattern("recorded failure +[a-z]+: ");

        assertThat(cli.run("index", "evict", "mp4-480p", damaged).out()).contains("evicted 1 of 1");

        assertThat(reason(damaged)).isNotEmpty().doesNotContain("recorded before");
    }

    @Test
    void getShowsTheIndexEntryAndWhetherTheStoreConfirmsIt() throws IOException {
        assertThat(get()).containsPattern("index entry +none").containsPattern("store +does not hold it");
        assertThat(folder.resolve("store")).doesNotExist();

        run(STILL);
        URI location = URI.create(cli.run("get", "poster", STILL).out().strip());
        assertThat(get())
                .containsPattern("index entry +" + location + ", image/jpeg, [0-9.]+ k?B, [0-9.]+ s of encoding")
                .containsPattern("index key +r:2:[0-9a-f]{64}:poster-")
                .containsPattern("store +holds it there");

        memcached.flushAll();
        assertThat(get()).containsPattern("index entry +none").containsPattern("store +holds it at " + location);

        memcached.put(key(get()), 0, "{\"v\":1} forged".getBytes(UTF_8));
        assertThat(get())
                .containsPattern("index entry +a value that this key does not authenticate: forged, damaged, or")
                .containsPattern("store +holds it at " + location);

        cli.run("index", "rebuild");
        assertThat(get()).containsPattern("index entry +" + location);
        Files.delete(Path.of(location));
        assertThat(get()).containsPattern("store +not where the index says; does not hold it");
    }

    private static String key(String shown) {
        return shown.replaceFirst("(?s).*index key +(r:\\S+).*", "$1");
    }

    @Test
    void workersWithDifferentKeysFindRenditionsInTheStore() {
        run(STILL);
        Cli other = new Cli(folder)
                .with(Setting.INDEX, memcached.uri())
                .with(Setting.INDEX_BUDGET, "2s")
                .with(Setting.INDEX_KEY, Seal.newSecret());
        assertThat(other.run("index", "get", "poster", STILL).out())
                .containsPattern("index entry +a value that this key does not authenticate");
        assertThat(other.run("run", STILL, "--profiles", "poster", "--json").outcomes())
                .containsExactly("stored");
        assertThat(other.run("run", STILL, "--profiles", "poster", "--json").outcomes())
                .containsExactly("hit");
        assertThat(outcome("poster", STILL)).isEqualTo("stored");
    }

    @Test
    void contentHashOfAnObjectIsRecordedAndEvicted() throws IOException {
        S3Endpoint endpoint = S3Emulator.shared();
        try (S3Client s3 = endpoint.client();
                AwsProperties ignored = AwsProperties.of(endpoint)) {
            String bucket = endpoint.newBucket(s3);
            s3.putObject(
                    r -> r.bucket(bucket).key("still.jpg"), RequestBody.fromBytes(Files.readAllBytes(Path.of(STILL))));
            String object = "s3://" + bucket + "/still.jpg";
            cli.with(Setting.STORE, "s3://" + bucket + "/out").with(Setting.S3_PATH_STYLE, "true");
            assertThat(outcome("poster", object)).isEqualTo("encoded");
            assertThat(cli.run("index", "get", "poster", object).out()).contains("from the index", "holds it there");

            Cli.Ran evicted = cli.run("index", "evict", "--source", object);

            assertThat(evicted.code()).as(evicted.err()).isZero();
            assertThat(evicted.out())
                    .contains("evicted 1 of " + PROFILES + ": the profiles of " + object + "; and its content hash");
            assertThat(cli.run("index", "get", "poster", object).out()).doesNotContain("from the index");
            memcached.flushAll();
            assertThat(cli.run("index", "rebuild").out()).contains("1 renditions: 1 recorded");
            assertThat(outcome("poster", object)).isEqualTo("hit");
        }
    }

    @Test
    void statsShowEveryServer() {
        run(STILL);
        Cli.Ran stats = cli.run("index", "stats");
        assertThat(stats.code()).as(stats.err()).isZero();
        assertThat(stats.out())
                .containsPattern("SERVER +UPTIME +ITEMS +SIZE +OF +HITS +MISSES +EVICTIONS")
                .containsPattern(memcached.host() + ":" + memcached.port()
                        + " +0d 00:0\\d:\\d\\d +[1-9]\\d* +[0-9.]+ k?B +67\\.1 MB +\\d+ +[1-9]\\d* +0");

        memcached.stop();
        Cli.Ran stopped = cli.run("index", "stats");
        assertThat(stopped.code()).isEqualTo(1);
        assertThat(stopped.out()).isEmpty();
        assertThat(stopped.err())
                .contains("memcached at " + memcached.host() + ":" + memcached.port() + " gave no answer");
    }

    @Test
    void privateCertificateAuthorityIsTrustedIfConfigured() throws IOException {
        Certificate certificate = Certificate.of(folder, "dns:localhost");
        try (TlsFront front = new TlsFront(memcached, certificate)) {
            cli.with(Setting.INDEX, "memcached+tls://localhost:" + front.port());
            Cli.Ran untrusted = cli.run("index", "stats");
            assertThat(untrusted.code()).isEqualTo(1);

            cli.with(Setting.INDEX_CA, certificate.authority().toString());
            Cli.Ran trusted = cli.run("index", "stats");
            assertThat(trusted.code()).as(trusted.err()).isZero();
            assertThat(trusted.out()).contains("localhost:" + front.port());
        }
    }

    @Test
    void unavailableServerEndsARebuildWithASentence() {
        run(STILL, SONG);
        memcached.stop();

        Cli.Ran rebuilt = cli.run("index", "rebuild");

        assertThat(rebuilt.code()).isEqualTo(1);
        assertThat(rebuilt.out()).contains("2 renditions: 0 recorded", "2 without an answer from the index");
        assertThat(rebuilt.err()).contains("the index did not always answer; run the command again");
    }

    private void run(String... sources) {
        String[] arguments = new String[sources.length + 4];
        System.arraycopy(new String[] {"run", "--profiles", "audio-mp3,poster", "--json"}, 0, arguments, 0, 4);
        System.arraycopy(sources, 0, arguments, 4, sources.length);
        assertThat(cli.run(arguments).outcomes()).hasSize(2 * sources.length);
    }

    private String outcome(String profile, String source, String... more) {
        String[] arguments = new String[more.length + 5];
        System.arraycopy(new String[] {"run", source, "--profiles", profile, "--json"}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        List<String> outcomes = cli.run(arguments).outcomes();
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private String reason(String source, String... more) {
        List<String> arguments = new ArrayList<>(List.of("run", source, "--profiles", "mp4-480p", "--json"));
        arguments.addAll(List.of(more));
        return cli.run(arguments.toArray(String[]::new))
                .json()
                .get(0)
                .path("reason")
                .asText();
    }

    private String get() {
        Cli.Ran ran = cli.run("index", "get", "poster", STILL);
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out();
    }
}
