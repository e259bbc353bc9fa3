package dev.renditions.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.index.ContentHash;
import dev.renditions.index.memcached.MemcachedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the project is for, as its users see it: real media, real ffmpeg, real stores. */
@Timeout(300)
final class RunIT {
    private static final Path SAMPLES = Path.of("..", "samples");

    @TempDir
    private Path folder;

    @AfterEach
    void nothingTemporaryIsLeft() throws IOException {
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
        long copies = first.json().stream()
                .filter(n -> n.path("source").asText().contains("video-720p"))
                .filter(n -> n.path("outcome").asText().equals("encoded"))
                .count();
        assertThat(copies).as("encodes of the file that is there twice").isEqualTo(5);

        Cli.Ran second = cli.run("run", SAMPLES.toString(), "--json");
        assertThat(second.code()).isZero();
        assertThat(second.outcomes()).contains("stored").doesNotContain("encoded", "remuxed", "failed", "coalesced");
        assertThat(locations(second)).isEqualTo(locations(first));
    }

    @Test
    void memcachedRemembersAndForgetsWithoutAnEncode() {
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
    void namesDoNotCountButBytesAndSettingsDo() throws IOException {
        Cli cli = new Cli(folder);
        Path film = Files.copy(SAMPLES.resolve("odd-size-321x181.webm"), folder.resolve("film.webm"));
        assertThat(outcome(cli, film)).isEqualTo("encoded");
        Path renamed = Files.move(film, folder.resolve("-i other + name é.webm"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(outcome(cli, renamed)).isEqualTo("stored");

        Path longer = Files.write(folder.resolve("longer.webm"), append(Files.readAllBytes(renamed), (byte) 0));
        assertThat(outcome(cli, longer)).isEqualTo("encoded");

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
    void damagedFileFailsInASentenceAndPublishesNothing() throws IOException {
        Cli.Ran ran =
                new Cli(folder).run("run", SAMPLES.resolve("truncated.mp4.part").toString(), "--profiles", "mp4-720p");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("failed: ").contains("truncated.mp4.part: the source can");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void dryRunSaysWhatWouldBeDone() throws IOException {
        Cli.Ran ran = new Cli(folder).run("run", SAMPLES.resolve("chord.flac").toString(), "--dry-run", "--json");
        assertThat(ran.code()).isZero();
        assertThat(ran.outcomes())
                .containsExactly("not-applicable", "not-applicable", "not-applicable", "planned", "not-applicable");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void getWritesTheLocationAlone() {
        Cli cli = new Cli(folder);
        String still = SAMPLES.resolve("still.jpg").toString();
        Cli.Ran ran = cli.run("get", "poster", still);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(Path.of(URI.create(ran.out().strip()))).isRegularFile();
        Cli.Ran none = cli.run("get", "mp4-720p", still);
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).contains("not-applicable: it is a still picture");
    }

    @Test
    void probeTellsWhatEachProfileWouldMake() {
        Cli.Ran ran = new Cli(folder)
                .run("probe", SAMPLES.resolve("portrait-by-rotation.mp4").toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("640x360 shown as 360x640, turned by 90")
                .containsPattern("mp4-720p +encode to 360x640, 2 channels|mp4-720p +encode to 360x640, 1 channels")
                .contains("ffmpeg 8.1.2");
    }

    @Test
    void explainShowsWhatTheKeyIsMadeOf() throws IOException {
        Cli.Ran ran = new Cli(folder)
                .run("explain", "poster", SAMPLES.resolve("still.jpg").toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        String hash =
                ContentHash.of(Files.readAllBytes(SAMPLES.resolve("still.jpg"))).hex();
        assertThat(ran.out())
                .contains("{\"image\":{\"candidates\":50,\"codec\":\"jpeg\"", "\"pipeline\":1")
                .contains("r:1:" + hash + ":poster-f7ab8d01cd02")
                .contains(hash.substring(0, 2) + "/" + hash + "/poster-f7ab8d01cd02/rendition.json");
    }

    @Test
    void profilesListsTheCatalogue() {
        Cli.Ran ran = new Cli(folder).run("profiles");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("mp4-1080p", "4bbf1096b5b9", "audio/mpeg", "One picture");
    }

    @Test
    void wrongUsageIsSaidInFullAndExitsWithTwo() {
        Cli cli = new Cli(folder);
        assertThat(cli.run("run").code()).isEqualTo(2);
        Cli.Ran ran = cli.with(Setting.JOBS, "many").run("run", "nowhere.mp4", "--store", "ftp://x");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--store: 'ftp://x' is no store").contains("RENDITIONS_JOBS: 'many'");
        Cli.Ran missing = new Cli(folder).run("run", "nowhere.mp4");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("there is no 'nowhere.mp4'");
        assertThat(new Cli(folder).run("get", "hologram", "x").err()).contains("no profile 'hologram'");
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
