package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.cli.display.Cli;
import dev.renditions.config.Setting;
import dev.renditions.media.mp4.CraftedTrack;
import dev.renditions.packaging.HlsPackage;
import dev.renditions.packaging.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Findings, messages and exit codes of {@code renditions check}. */
@Timeout(60)
final class CheckCommandTest {
    private static final String TARGET = "#EXT-X-TARGETDURATION:6\n";

    @TempDir
    Path folder;

    private Path media;

    @BeforeEach
    void packaged() throws IOException {
        media = packaged("media");
    }

    private Path packaged(String name) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        CraftedTrack.picture(640, 360, 900).write(made.resolve("v.mp4"));
        CraftedTrack.sound(2).write(made.resolve("a.mp4"));
        HlsPackage.write(
                List.of(new Track.Video("v.mp4"), new Track.Audio("a.mp4", "en", "English")),
                Duration.ofSeconds(6),
                made);
        return made;
    }

    @Test
    void conformantPackageIsOneLine() {
        Cli.Ran ran = check(media);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).isEqualToIgnoringNewLines("1 checked: 1 conformant, 0 not conformant; violations: 0");
    }

    @Test
    void eachPlaylistAndManifestCanBeCheckedByItself() {
        for (String file : List.of("master.m3u8", "manifest.mpd", "v.m3u8", "v-iframes.m3u8", "a.m3u8")) {
            Cli.Ran ran = check(media.resolve(file));
            assertThat(ran.code()).as(ran.out()).isZero();
        }
    }

    @Test
    void violationNamesItsFileAndRule() throws IOException {
        replace(media.resolve("v.m3u8"), "#EXT-X-ENDLIST\n", "");
        Cli.Ran ran = check(media);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out().lines())
                .containsExactly(
                        media.resolve("v.m3u8") + ": no EXT-X-ENDLIST (RFC 8216, 4.3.3.4)",
                        "1 checked: 0 conformant, 1 not conformant; violations: 1");
        assertThat(check(media.resolve("v.m3u8")).out()).contains(media.resolve("v.m3u8") + ": no EXT-X-ENDLIST");
    }

    @Test
    void jsonHasAnObjectForEachViolationAndASummary() throws IOException {
        replace(media.resolve("v.m3u8"), "#EXT-X-ENDLIST\n", "");
        List<JsonNode> lines =
                new Cli(folder).run("check", "--json", media.toString()).json();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).toString())
                .isEqualTo("{\"file\":\"" + media.resolve("v.m3u8")
                        + "\",\"rule\":\"RFC 8216, 4.3.3.4\",\"detail\":\"no EXT-X-ENDLIST\"}");
        assertThat(lines.get(1).toString()).isEqualTo("{\"checked\":1,\"conformant\":0,\"violations\":1}");
    }

    @Test
    void foldersAreSearchedForPackages() throws IOException {
        packaged("store/ab/first/0123");
        Path second = packaged("store/ab/second/4567");
        packaged("store/.incoming/third");
        replace(second.resolve("v.m3u8"), TARGET, "#EXT-X-TARGETDURATION:5\n");
        Cli.Ran ran = check(folder.resolve("store"));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains(second.resolve("v.m3u8") + ": segment 0 lasts 6.0 s, the target is 5 (RFC 8216, 4.3.3.1)")
                .contains("2 checked: 1 conformant, 1 not conformant;");
    }

    @Test
    void playlistsAndManifestsOutsideOfPackagesAreChecked() throws IOException {
        Files.delete(media.resolve("master.m3u8"));
        assertThat(check(media).out())
                .isEqualToIgnoringNewLines("4 checked: 4 conformant, 0 not conformant; violations: 0");
        Files.writeString(media.resolve("other.m3u8"), "not a playlist");
        Cli.Ran ran = check(media);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains(media.resolve("other.m3u8") + ": not a playlist: ");
    }

    @Test
    void namedLinkIsFollowed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), media);
        assertThat(check(link).code()).isZero();
        Path file = Files.createSymbolicLink(folder.resolve("link.m3u8"), media.resolve("master.m3u8"));
        assertThat(check(file).code()).isZero();
    }

    @Test
    void linksInAFolderAreNotFollowed() throws IOException {
        Path links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("package"), media);
        Files.createSymbolicLink(links.resolve("v.m3u8"), media.resolve("v.m3u8"));
        assertThat(check(links).code()).isEqualTo(2);
    }

    @Test
    void allPathsWithNothingToCheckAreReportedTogether() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path nowhere = folder.resolve("nowhere");
        Path track = media.resolve("v.mp4");
        Cli.Ran ran =
                new Cli(folder).run("check", media.toString(), empty.toString(), nowhere.toString(), track.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines())
                .containsExactly(
                        "renditions: no playlist or manifest found in '" + empty + "'",
                        "renditions: '" + nowhere + "' does not exist",
                        "renditions: '" + track + "' is neither an HLS playlist nor a DASH manifest");
        assertThat(new Cli(folder).run("check").code()).isEqualTo(2);
        assertThat(new Cli(folder).run("check", "--hard", media.toString()).code())
                .isEqualTo(2);
        assertThat(new Cli(folder).run("check", "").code()).isEqualTo(2);
    }

    /** The command only reads files: it needs no store, ffmpeg or memcached. */
    @Test
    void wrongSettingsDoNotMatter() {
        Cli.Ran ran = new Cli(folder).with(Setting.STORE, "nonsense").run("check", media.toString());
        assertThat(ran.code()).isZero();
        assertThat(folder.resolve("work")).doesNotExist();
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void namesCantControlTheTerminal() throws IOException {
        replace(media.resolve("master.m3u8"), "\nv.m3u8", "\nv\u001b[31m.m3u8");
        Cli.Ran ran = check(media);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("v\uFFFD[31m.m3u8").doesNotContain("\u001b");
    }

    private Cli.Ran check(Path path) {
        return new Cli(folder).run("check", path.toString());
    }

    private static void replace(Path file, String before, String after) throws IOException {
        assertThat(Files.readString(file)).contains(before);
        Files.writeString(file, Files.readString(file).replace(before, after));
    }
}
