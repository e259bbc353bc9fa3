package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.cli.display.Cli;
import dev.renditions.config.Setting;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.testing.AwsProperties;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.S3Emulator;
import dev.renditions.testing.S3Endpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The command {@code run} and others with real media, the real ffmpeg and real stores. */
@Timeout(300)
final class RunIT {
    private static final Path SAMPLES = Checkout.path("samples");

    @TempDir
    private Path folder;

    @AfterEach
    void noTemporaryFileIsLeft() throws IOException {
        Path work = folder.resolve("work");
        try (Stream<Path> left = Files.exists(work) ? Files.list(work) : Stream.empty()) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void samplesAreEncodedOnceAndThenFound() {
        Cli cli = new Cli(folder);
        Cli.Ran first = cli.run("run", SAMPLES.toString(), "--json");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.outcomes()).contains("encoded", "not-applicable").doesNotContain("failed", "stored");
        assertThat(first.json().stream().filter(n -> n.path("outcome").asText().equals("not-applicable")))
                .allSatisfy(n -> assertThat(n.path("reason").asText()).startsWith("it "));
        List<String> made = first.json().stream()
                .filter(n -> n.path("source").asText().contains("video-720p"))
                .filter(n -> n.path("outcome").asText().equals("encoded"))
                .map(n -> n.path("profile").asText())
                .toList();
        assertThat(made)
                .as("encodes of the file that exists twice")
                .contains("mp4-720p", "hevc-720p", "av1-720p")
                .doesNotHaveDuplicates();

        Cli.Ran second = cli.run("run", SAMPLES.toString(), "--json");
        assertThat(second.code()).isZero();
        assertThat(second.outcomes()).contains("stored").doesNotContain("encoded", "remuxed", "failed", "coalesced");
        assertThat(locations(second)).isEqualTo(locations(first));
    }

    @Test
    void lostIndexCostsNoEncode() {
        try (MemcachedServer memcached = MemcachedServer.startOrSkip()) {
            Cli cli = new Cli(folder).with(Setting.INDEX, memcached.uri()).with(Setting.INDEX_BUDGET, "2s");
            String source = SAMPLES.resolve("video-1080p.mp4").toString();
            String[] run = {"run", source, "--json", "--profiles", "mp4-480p,audio-mp3,poster"};
            assertThat(cli.run(run).outcomes()).containsOnly("encoded");
            assertThat(cli.run(run).outcomes()).containsOnly("hit");
            memcached.flushAll();
            assertThat(cli.run(run).outcomes()).containsOnly("stored");
            assertThat(cli.run(run).outcomes()).containsOnly("hit");
            memcached.stop();
            Cli.Ran without = cli.run(run);
            assertThat(without.code()).isZero();
            assertThat(without.outcomes()).containsOnly("stored");
        }
    }

    @Test
    void bytesAndSettingsDetermineTheKeyButNamesDoNot() throws IOException {
        Cli cli = new Cli(folder);
        Path film = Files.copy(SAMPLES.resolve("odd-size-321x181.webm"), folder.resolve("film.webm"));
        assertThat(outcome(cli, film)).isEqualTo("encoded");
        Path renamed = Files.move(film, folder.resolve("-i other + name é.webm"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(outcome(cli, renamed)).isEqualTo("stored");

        Path longer = Files.write(folder.resolve("longer.webm"), append(Files.readAllBytes(renamed), (byte) 0));
        assertThat(outcome(cli, longer))
                .as("another file with the same streams")
                .isEqualTo("assembled");

        Path profiles = folder.resolve("profiles.json");
        String settings =
                "{\"profiles\": [{\"name\": \"mp4-480p\", \"kind\": \"video\", \"video\": {%s}, \"audio\": {}}]}";
        Files.writeString(profiles, settings.formatted("\"maxRateKbps\": 1500, \"shortSide\": 480"));
        assertThat(outcome(cli, renamed, "--profiles-file", profiles.toString()))
                .isEqualTo("stored");
        Files.writeString(profiles, settings.formatted("\"maxRateKbps\": 1400, \"shortSide\": 480"));
        assertThat(outcome(cli, renamed, "--profiles-file", profiles.toString()))
                .isEqualTo("encoded");
    }

    @Test
    void damagedFileFailsWithASentenceAndPublishesNothing() throws IOException {
        Cli.Ran ran =
                new Cli(folder).run("run", SAMPLES.resolve("truncated.mp4.part").toString(), "--profiles", "mp4-720p");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("failed: ").contains("truncated.mp4.part: the file is truncated");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.getParent().endsWith("analyses")))
                    .isEmpty();
        }
    }

    @Test
    void dryRunShowsThePlan() throws IOException {
        Cli.Ran ran = new Cli(folder)
                .run(
                        "run",
                        SAMPLES.resolve("chord.flac").toString(),
                        "--dry-run",
                        "--json",
                        "--profiles",
                        "mp4-720p,audio-mp3,poster");
        assertThat(ran.code()).isZero();
        assertThat(ran.outcomes()).containsExactly("not-applicable", "planned", "not-applicable");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void s3IsSourceAndStore() throws IOException {
        S3Endpoint endpoint = S3Emulator.shared();
        try (S3Client s3 = endpoint.client();
                AwsProperties ignored = AwsProperties.of(endpoint)) {
            String bucket = endpoint.newBucket(s3);
            byte[] image = Files.readAllBytes(SAMPLES.resolve("still.png"));
            s3.putObject(r -> r.bucket(bucket).key("in/a b+é%20.png"), RequestBody.fromBytes(image));
            Cli cli = new Cli(folder)
                    .with(Setting.STORE, "s3://" + bucket + "/out")
                    .with(Setting.S3_PATH_STYLE, "true");
            String[] run = {"run", "s3://" + bucket + "/in/a b+é%20.png", "--profiles", "poster", "--json"};
            Cli.Ran first = cli.run(run);
            assertThat(first.outcomes()).as(first.err()).containsExactly("encoded");
            assertThat(first.json().get(0).path("location").asText()).startsWith("s3://" + bucket + "/out/");
            assertThat(cli.run(run).outcomes()).containsExactly("stored");
            Cli.Ran missing = cli.run("run", "s3://" + bucket + "/nowhere.png", "--profiles", "poster");
            assertThat(missing.code()).isEqualTo(1);
            assertThat(missing.out()).contains("failed: s3://" + bucket + "/nowhere.png: ");
        }
    }

    @Test
    void missingRegionIsReportedBeforeAnyJobStarts() {
        // The environment of the tests has no region.
        Cli.Ran ran = new Cli(folder).run("run", SAMPLES.resolve("still.png").toString(), "s3://bucket/key");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("set AWS_REGION").doesNotContain("@");
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void unusableFfmpegIsAWrongSetting() throws IOException {
        Path fake = Files.writeString(folder.resolve("ffmpeg"), "#!/bin/sh\necho ffmpeg version 4.4.1\n");
        Files.copy(fake, folder.resolve("ffprobe"));
        for (Path program : List.of(fake, folder.resolve("ffprobe"))) {
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        }
        Cli.Ran ran = new Cli(folder)
                .with(Setting.FFMPEG, fake.toString())
                .run("run", SAMPLES.resolve("still.png").toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("RENDITIONS_FFMPEG: ").contains("4.4.1").contains("RENDITIONS_FFMPEG_ALLOW_OLD");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void getWritesOnlyTheLocation() {
        Cli cli = new Cli(folder);
        String still = SAMPLES.resolve("still.jpg").toString();
        Cli.Ran ran = cli.run("get", "poster", still);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(Path.of(URI.create(ran.out().strip()))).isRegularFile();
        Cli.Ran none = cli.run("get", "mp4-720p", still);
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).contains("not-applicable: it is a still image");
    }

    @Test
    void probeShowsSubtitles() {
        Cli.Ran ran =
                new Cli(folder).run("probe", SAMPLES.resolve("subtitles.mkv").toString());
        assertThat(ran.out())
                .containsPattern("subtitles, (subrip|ass)")
                .contains("convert subtitles to WebVTT, tracks: 1");
    }

    @Test
    void probeShowsThePlanOfEachProfile() {
        Cli.Ran ran = new Cli(folder)
                .run("probe", SAMPLES.resolve("portrait-by-rotation.mp4").toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("640x360 shown as 360x640, turned 90")
                .containsPattern("mp4-720p +encode to 360x640 and copy the audio, [12] channels")
                .contains("ffmpeg 8.1.2");
    }

    @Test
    void profilesListsTheCatalog() {
        Cli.Ran ran = new Cli(folder).run("profiles");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("mp4-1080p", "a443f2d813af", "audio/mpeg", "One representative");
    }

    @Test
    void wrongUsageIsReportedCompletelyAndExitsWithTwo() {
        Cli cli = new Cli(folder);
        assertThat(cli.run("run").code()).isEqualTo(2);
        Cli.Ran ran = cli.with(Setting.JOBS, "many").run("run", "nowhere.mp4", "--store", "ftp://x");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--store: 'ftp://x' is not a store").contains("RENDITIONS_JOBS: 'many'");
        Cli.Ran missing = new Cli(folder).run("run", "nowhere.mp4");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("'nowhere.mp4' does not exist");
        assertThat(new Cli(folder).run("get", "hologram", "x").err()).contains("profile 'hologram' does not exist");
    }

    private String outcome(Cli cli, Path source, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("run", "--json", "--profiles", "mp4-480p"),
                        Stream.concat(Stream.of(more), Stream.of("--", source.toString())))
                .toArray(String[]::new);
        Cli.Ran ran = cli.run(arguments);
        assertThat(ran.outcomes()).as(ran.err()).hasSize(1);
        return ran.outcomes().get(0);
    }

    private static List<String> locations(Cli.Ran ran) {
        return ran.json().stream()
                .map((JsonNode n) -> n.path("source").asText()
                        + n.path("profile").asText()
                        + n.path("location").asText())
                .sorted()
                .toList();
    }

    private static byte[] append(byte[] bytes, byte more) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[bytes.length] = more;
        return longer;
    }
}
