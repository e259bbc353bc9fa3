package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.cli.display.Cli;
import dev.renditions.config.Setting;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.AwsProperties;
import dev.renditions.testing.S3Emulator;
import dev.renditions.testing.S3Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Eviction from a real memcached, and retries of recorded failures. */
@Timeout(300)
final class IndexEvictIT extends IndexCommandsScene {
    private static final int PROFILES = ProfileCatalog.builtIn().names().size();

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
        assertThat(evicted.out())
                .containsPattern("evicted 2 of " + PROFILES
                        + ", and 1 track: the profiles of .*webm; and [1-9] of its analyses\\R");
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
                    .contains("evicted 1 of " + PROFILES + ": the profiles of " + object
                            + "; and its content hash; and 1 of its analyses");
            assertThat(cli.run("index", "get", "poster", object).out()).doesNotContain("from the index");
            memcached.flushAll();
            assertThat(cli.run("index", "rebuild").out()).contains("1 renditions: 1 recorded");
            assertThat(outcome("poster", object)).isEqualTo("hit");
        }
    }
}
