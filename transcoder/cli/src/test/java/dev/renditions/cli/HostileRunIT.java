package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.cli.display.Cli;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.CanaryServer;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.HostileFiles;
import dev.renditions.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hostile uploads with every profile, up to the store: no canary server is called, and no canary is in stored files or
 * output. Also without a sandbox: the pinned demuxers and protocols must protect on their own.
 */
@Timeout(300)
final class HostileRunIT {
    private static final int PROFILES = ProfileCatalog.builtIn().all().size();

    /** In the bytes of the canary file, and copied wherever the file is read as text or embedded. */
    private static final String SECRET = "canary-of-the-file";

    @TempDir
    private Path folder;

    private Path uploads;
    private Path canary;
    private CanaryServer server;

    @BeforeEach
    void prepare() throws IOException {
        uploads = Files.createDirectory(folder.resolve("uploads"));
        canary = TestMedia.make(
                uploads.resolve(".canary.mp4"),
                "-f lavfi -i color=magenta:size=64x48 -t 0.5 -metadata title=" + SECRET
                        + " -c:v libx264 -movflags +faststart");
        server = new CanaryServer();
    }

    @AfterEach
    void canaryServerIsNotCalled() {
        server.close();
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "none"})
    void hostileFilesHaveNoRenditions(String sandbox) throws IOException {
        new HostileFiles(uploads, canary, server.url()).writeRefused();
        List<Path> files =
                files(uploads).stream().filter(f -> !f.equals(canary)).toList();

        Cli.Ran ran = run(sandbox, files);

        assertThat(ran.json()).hasSize(files.size() * PROFILES);
        assertThat(ran.json().stream().filter(result -> !result.path("location").isNull()))
                .as("renditions")
                .isEmpty();
        assertThat(ran.outcomes()).isSubsetOf("failed", "not-applicable");
        assertThat(ran.json().stream()
                        .filter(result -> result.path("outcome").asText().equals("failed"))
                        .map(result -> result.path("source").asText())
                        .distinct())
                .as("refused as a whole")
                .hasSize(files.size());
        assertThat(TestServer.filesInStore(folder.resolve("store"))).isEmpty();
        assertNoSecret(ran);
    }

    /** Proves that the files are dangerous: ffmpeg follows them with other options. */
    @Test
    void canariesWouldBeReadWithoutPins() throws IOException {
        new HostileFiles(uploads, canary, server.url()).writeRefused();

        TestMedia.make(
                folder.resolve("leak.mkv"), "-safe 0 -f concat -i " + link("ffconcat of a path.mp4") + " -c copy");
        TestMedia.make(
                folder.resolve("alias.mkv"),
                "-enable_drefs 1 -use_absolute_path 1 -i " + link("alias.mov") + " -c copy");

        assertThat(folder.resolve("leak.mkv")).isNotEmptyFile();
        assertThat(folder.resolve("alias.mkv")).isNotEmptyFile();
    }

    @Test
    void claimedEndlessDurationCostsNothing() throws IOException {
        Path endless = new HostileFiles(uploads, canary, server.url()).writeEndless();

        Cli.Ran ran = run("auto", List.of(endless));

        assertThat(ran.json())
                .hasSize(PROFILES)
                .allSatisfy(result -> assertThat(result.path("bytes").asLong(0))
                        .as(result.toString())
                        .isLessThan(1 << 20));
        assertThat(ran.outcomes()).isSubsetOf("encoded", "assembled", "remuxed", "failed", "not-applicable");
    }

    @Test
    void attachmentsAndTagsAreDropped() throws IOException {
        Path subtitles =
                Files.writeString(folder.resolve("subtitles.srt"), "1\n00:00:00,000 --> 00:00:01,000\nWhat is said\n");
        Path font = Files.writeString(folder.resolve("font.ttf"), SECRET);
        Path film = TestMedia.make(
                uploads.resolve("film.mkv"),
                "-f lavfi -i testsrc2=size=64x48 -f lavfi -i sine -i " + subtitles + " -t 1 -attach " + font
                        + " -metadata:s:t mimetype=application/x-truetype-font -metadata title=" + SECRET
                        + " -map 0 -map 1 -map 2 -c:v libx264 -c:a aac -c:s ass");

        Cli.Ran ran = run("auto", List.of(film));

        assertThat(ran.outcomes()).hasSize(PROFILES).isSubsetOf("encoded", "assembled", "remuxed", "not-applicable");
        assertThat(TestServer.filesInStore(folder.resolve("store"))).isNotEmpty();
        assertNoSecret(ran);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "files can't have such names there")
    void fileNamesAreNotArguments() throws IOException {
        Path film = Checkout.path("samples", "still.jpg");
        List<String> names = List.of(
                "-i x.jpg",
                "-y",
                "a+b.jpg",
                "a%2Bb.jpg",
                "a  b.jpg",
                "a\nb.jpg",
                "é漢字.jpg",
                "$(touch pwned).jpg",
                "; touch pwned;.jpg",
                "concat:a|b.jpg",
                "http:x.jpg",
                "img%03d.jpg",
                "*.jpg",
                "'\".jpg",
                "a\\b.jpg",
                "pipe:0",
                "--bind.jpg",
                "%s%n.jpg");
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            files.add(Files.copy(film, uploads.resolve(name)));
        }

        Cli.Ran ran = run("auto", files);

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.json()).hasSize(names.size() * PROFILES);
        assertThat(ran.json().stream().map(result -> result.path("outcome").asText()))
                .isSubsetOf("encoded", "assembled", "remuxed", "hit", "stored", "coalesced", "not-applicable");
        assertThat(ran.json().stream()
                        .filter(result -> !result.path("location").isNull())
                        .map(JsonNode::toString))
                .as("each has a rendition")
                .hasSizeGreaterThanOrEqualTo(names.size());
        assertThat(Path.of("pwned")).doesNotExist();
        assertThat(files(folder)).noneMatch(file -> file.endsWith("pwned"));
    }

    private Cli.Ran run(String sandbox, List<Path> files) {
        List<String> arguments = new ArrayList<>(List.of("run", "--json", "--jail", sandbox, "--"));
        files.forEach(file -> arguments.add(file.toString()));
        return new Cli(folder).run(arguments.toArray(String[]::new));
    }

    /** A link without spaces in its name, because spaces separate the arguments of test media. */
    private Path link(String name) throws IOException {
        return Files.createSymbolicLink(folder.resolve("link-" + name.replace(' ', '-')), uploads.resolve(name));
    }

    private void assertNoSecret(Cli.Ran ran) throws IOException {
        assertThat(ran.out() + ran.err()).doesNotContain(SECRET);
        for (Path file : files(folder.resolve("store"))) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(SECRET);
        }
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> all = Files.exists(below) ? Files.walk(below) : Stream.empty()) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
