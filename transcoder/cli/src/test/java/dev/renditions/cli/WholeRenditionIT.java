package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.cli.display.Cli;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.store.RenditionLayout;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real package that loses files while a real memcached still has its entry. */
@Timeout(300)
final class WholeRenditionIT extends MemcachedScene {
    private static final String FILM =
            Checkout.path("samples", "video-720p.mp4").toString();

    @Test
    void packageThatLosesAFileIsAMissAndIsEncodedAgain() throws IOException {
        assertThat(outcome()).isEqualTo("encoded");
        assertThat(outcome()).isEqualTo("hit");

        Files.delete(part());
        assertEncodedAgain();
        assertThat(outcome()).isEqualTo("hit");

        Path part = part();
        byte[] bytes = Files.readAllBytes(part);
        Files.write(part, List.of("short"));
        assertEncodedAgain();
        assertThat(part()).hasSize(bytes.length);

        Files.writeString(manifest(), "{\"v\":1,");
        memcached.flushAll();
        assertEncodedAgain();
        assertThat(outcome()).isEqualTo("hit");
        assertThat(cli.run("store", "verify", "--deep").code()).isZero();
    }

    @Test
    void verifyFindsBrokenFilesAndRepairRemovesTheRendition() throws IOException {
        assertThat(outcome()).isEqualTo("encoded");
        Cli.Ran whole = cli.run("store", "verify", "--deep");
        assertThat(whole.code()).as(whole.err()).isZero();
        assertThat(whole.out())
                .startsWith("1 renditions: 1 whole, 0 broken; 0 orphans of 0 bytes")
                .contains(", 0 dangling");
        Path part = part();
        byte[] bytes = Files.readAllBytes(part);
        bytes[bytes.length / 2] ^= 1;
        Files.write(part, bytes);

        assertThat(cli.run("store", "verify").code()).as("checks only sizes").isZero();
        Cli.Ran deep = cli.run("store", "verify", "--deep");
        assertThat(deep.code()).isEqualTo(1);
        assertThat(deep.out())
                .contains("wrong-bytes       no        ", part.getFileName().toString(), "0 whole, 1 broken;");
        String manifest = folder.resolve("store").relativize(manifest()).toString();
        String entry = IndexKeys.location(RenditionLayout.keyOf(manifest).orElseThrow());
        assertThat(memcached.get(entry)).isPresent();
        List<JsonNode> repaired =
                cli.run("store", "verify", "--deep", "--repair", "--json").json();

        JsonNode summary = repaired.get(repaired.size() - 1);
        assertThat(repaired.get(0).path("problem").asText()).isEqualTo("wrong-bytes");
        assertThat(repaired.get(0).path("repaired").asBoolean()).isTrue();
        assertThat(folder.resolve("store").resolve(repaired.get(0).path("path").asText()))
                .isEqualTo(part)
                .doesNotExist();
        assertThat(repaired.subList(1, repaired.size() - 1))
                .isNotEmpty()
                .allMatch(found -> found.path("problem").asText().equals("dangling-pointer"))
                .allMatch(found -> found.path("repaired").asBoolean());
        assertThat(summary.path("broken").asInt()).isEqualTo(1);
        assertThat(summary.path("repaired").asInt()).isEqualTo(1);
        assertThat(memcached.get(entry)).isEmpty();
        assertEncodedAgain();
    }

    @Test
    void publishedPackageIsConformantAndAViolationIsFound() throws IOException {
        assertThat(outcome()).isEqualTo("encoded");
        Conformance.assertAllConformant(folder.resolve("store"), Duration.ofSeconds(6));
        Path rendition = manifest().getParent();
        for (Path checked : List.of(folder.resolve("store"), rendition, only("master.m3u8"), only("manifest.mpd"))) {
            Cli.Ran whole = cli.run("check", checked.toString());
            assertThat(whole.code()).as(whole.out() + whole.err()).isZero();
            assertThat(whole.out())
                    .isEqualToIgnoringNewLines("1 checked: 1 conformant, 0 not conformant; violations: 0");
        }
        Path master = only("master.m3u8");
        Files.writeString(master, Files.readString(master).replace("#EXT-X-INDEPENDENT-SEGMENTS\n", ""));

        Cli.Ran broken = cli.run("check", rendition.toString());
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.out()).contains(master + ": no EXT-X-INDEPENDENT-SEGMENTS (Apple 9.11)");
    }

    @Test
    void wrongSettingIsWrongUsage() {
        assertThat(cli.run("store", "verify", "--store", "nowhere").code()).isEqualTo(2);
        assertThat(cli.run("store", "verify", "--hard").code()).isEqualTo(2);
        assertThat(cli.run("store", "verify", "--store-expiry", "29d").code()).isEqualTo(2);
        Cli.Ran large = cli.run("store", "verify", "--store", "s3://bucket-of-ours/out", "--max-output-size", "49T");
        assertThat(large.code()).isEqualTo(2);
        assertThat(large.err()).contains("--max-output-size: S3 takes files of 53687091200000 bytes at most");
    }

    /** The encode produces the same bytes, so that the existing manifest is valid again and stays. */
    private void assertEncodedAgain() {
        Cli.Ran ran = cli.run("run", FILM, "--profiles", "hls", "--json");
        assertThat(ran.outcomes()).as(ran.err()).containsExactly("encoded");
        assertThat(ran.out()).contains("\"wastedSeconds\":0.000");
    }

    private String outcome() {
        Cli.Ran ran = cli.run("run", FILM, "--profiles", "hls", "--json");
        assertThat(ran.outcomes()).as(ran.err()).hasSize(1);
        return ran.outcomes().get(0);
    }

    private Path manifest() throws IOException {
        return only("rendition.json");
    }

    /** A media file of the package. */
    private Path part() throws IOException {
        try (Stream<Path> paths = Files.walk(folder.resolve("store"))) {
            return paths.filter(path ->
                            path.toString().endsWith(".mp4") || path.toString().endsWith(".m4s"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path only(String name) throws IOException {
        try (Stream<Path> paths = Files.walk(folder.resolve("store"))) {
            return paths.filter(path -> path.endsWith(name)).findFirst().orElseThrow();
        }
    }
}
