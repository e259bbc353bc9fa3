package dev.renditions.packaging.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.mp4.CraftedTrack;
import dev.renditions.packaging.HlsPackage;
import dev.renditions.packaging.PackagedFile;
import dev.renditions.packaging.Thumbnails;
import dev.renditions.packaging.Track;
import dev.renditions.testing.CanaryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages of strangers: nothing outside their folder is opened, nothing grows without bound, nothing is thrown. */
@Timeout(120)
final class HostilePackageTest {
    private static final String CANARY = "canary-5d41402abc4b";
    private static final String TRACK = """
            #EXTM3U
            #EXT-X-VERSION:7
            #EXT-X-TARGETDURATION:6
            #EXT-X-PLAYLIST-TYPE:VOD
            """;

    /** A KiB. */
    private static final String COMMENT = "#" + "x".repeat(1022) + "\n";

    @TempDir
    Path outside;

    private Path folder;

    @BeforeEach
    void packaged() throws IOException {
        folder = Files.createDirectory(outside.resolve("package"));
        CraftedTrack.picture(640, 360, 900).write(folder.resolve("v.mp4"));
        CraftedTrack.sound(2).write(folder.resolve("a.mp4"));
        Files.writeString(folder.resolve("t.vtt"), "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n");
        byte[] sheet = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xC0, 0, 17, 8, 0, 90, 5, 0};
        Files.write(folder.resolve(Thumbnails.FILE), sheet);
        List<Track> tracks = List.of(
                new Track.Video("v.mp4"),
                new Track.Audio("a.mp4", "en", "English"),
                new Track.Text("t.vtt", "de", "Deutsch"));
        HlsPackage.write(tracks, Optional.of(Thumbnails.of(folder.resolve("v.mp4"))), Duration.ofSeconds(6), folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.m3u8",
                "/etc/passwd",
                "%2e%2e/secret.m3u8",
                "file:///etc/passwd",
                "http://127.0.0.1:1/v.m3u8",
                "..",
                ".",
                "sub/v.m3u8",
                "..\\secret.m3u8",
                "v.m3u8\u0000"
            })
    void nothingOutsideTheFolderIsOpened(String uri) throws IOException {
        Files.writeString(outside.resolve("secret.m3u8"), "#EXTM3U\n#EXT-X-TARGETDURATION:" + CANARY + "\n");
        replace("master.m3u8", "\nv.m3u8", "\n" + uri);
        replace("manifest.mpd", ">v.mp4<", ">" + uri.replace("\u0000", "/") + "<");

        for (String file : List.of(PackagedFile.MASTER, PackagedFile.MANIFEST)) {
            List<Violation> found = ConformanceCheck.ofFile(folder.resolve(file));
            assertThat(found)
                    .anySatisfy(violation -> assertThat(violation.rule()).isEqualTo("RFC 8216, 4.1"));
            assertThat(found.toString()).doesNotContain(CANARY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v.m3u8", "v-iframes.m3u8", "a.m3u8", "t.m3u8", "v.mp4", "t.vtt", "thumbnails.jpg"})
    void linksAreNotFollowed(String file) throws IOException {
        Files.writeString(outside.resolve("secret"), "#EXTM3U\n#EXT-X-TARGETDURATION:" + CANARY + "\n");
        Files.delete(folder.resolve(file));
        Files.createSymbolicLink(folder.resolve(file), outside.resolve("secret"));

        List<Violation> found = ConformanceCheck.ofPackage(folder, Optional.empty());
        assertThat(found).contains(new Violation("RFC 8216, 4.1", file, "not in the package"));
        assertThat(found.toString()).doesNotContain(CANARY);
    }

    @Test
    void entitiesOfXmlReachNoFileAndNoServer() throws Exception {
        Files.writeString(outside.resolve("secret"), CANARY);
        try (CanaryServer server = new CanaryServer()) {
            String entities = "<!DOCTYPE MPD [<!ENTITY f SYSTEM \""
                    + outside.resolve("secret").toUri() + "\"><!ENTITY % h SYSTEM \"" + server.url() + "\">%h;]>";
            Path manifest = folder.resolve(PackagedFile.MANIFEST);
            String text = Files.readString(manifest).replaceFirst("<MPD", entities + "<MPD");
            Files.writeString(manifest, text.replace(">v.mp4<", ">&f;<"));

            assertThat(ConformanceCheck.ofFile(manifest))
                    .isNotEmpty()
                    .extracting(Violation::toString)
                    .noneMatch(each -> each.contains(CANARY));
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void entitiesOfXmlDoNotMultiply() throws IOException {
        StringBuilder entities = new StringBuilder("<!DOCTYPE MPD [<!ENTITY e0 \"xxxxxxxxxxxxxxxx\">");
        for (int level = 1; level < 12; level++) {
            entities.append("<!ENTITY e")
                    .append(level)
                    .append(" \"")
                    .append(("&e" + (level - 1) + ";").repeat(16))
                    .append("\">");
        }
        Path manifest = folder.resolve(PackagedFile.MANIFEST);
        String text = Files.readString(manifest).replaceFirst("<MPD", entities + "]><MPD");
        Files.writeString(manifest, text.replace(">v.mp4<", ">&e11;<"));

        assertThat(ConformanceCheck.ofFile(manifest)).isNotEmpty();
    }

    @Test
    void deepXmlIsRefused() throws IOException {
        Path manifest = Files.writeString(folder.resolve("deep.mpd"), "<MPD>" + "<Period>".repeat(1_000_000));
        assertThat(ConformanceCheck.ofFile(manifest))
                .extracting(Violation::rule)
                .containsExactly("ISO/IEC 23009-1, 5.2");
    }

    @Test
    void largeTextsAreRefused() throws IOException {
        Files.writeString(folder.resolve("v.m3u8"), TRACK + COMMENT.repeat(17 << 10));
        assertThat(ConformanceCheck.ofPackage(folder, Optional.empty()))
                .contains(new Violation("Limit", "v.m3u8", "more than 16777216 bytes, or 67108864 in all playlists"));
    }

    @Test
    void manyLargeTextsAreRefused() throws IOException {
        StringBuilder master = new StringBuilder("#EXTM3U\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        for (int i = 0; i < 6; i++) {
            Files.writeString(folder.resolve("p" + i + ".m3u8"), TRACK + COMMENT.repeat(15 << 10));
            master.append("#EXT-X-STREAM-INF:BANDWIDTH=1\np").append(i).append(".m3u8\n");
        }
        Path file = Files.writeString(folder.resolve("many.m3u8"), master);
        assertThat(ConformanceCheck.ofFile(file)).extracting(Violation::rule).contains("Limit");
    }

    /** Attributes are found by a pattern that takes the square of a line's length. */
    @Test
    void longLinesAreRefused() throws IOException {
        Path file = Files.writeString(
                folder.resolve("long.m3u8"), "#EXTM3U\n#EXT-X-STREAM-INF:" + "A".repeat(10_000_000) + "\nv.m3u8\n");
        assertThat(ConformanceCheck.ofFile(file))
                .containsExactly(new Violation("Limit", "long.m3u8", "a line of more than 2048 characters"));
    }

    @Test
    void manyVariantsAreRefused() throws IOException {
        Path file = Files.writeString(
                folder.resolve("many.m3u8"),
                "#EXTM3U\n#EXT-X-INDEPENDENT-SEGMENTS\n" + "#EXT-X-STREAM-INF:BANDWIDTH=1\nv.m3u8\n".repeat(300_000));
        assertThat(ConformanceCheck.ofFile(file))
                .containsExactly(new Violation("Limit", "many.m3u8", "it names more than 500 playlists"));
    }

    /** What a peak is takes the square of how many segments fit into a target duration. */
    @Test
    void moreSegmentsThanFragmentsAreRefused() throws IOException {
        Path file = Files.writeString(
                folder.resolve("many.m3u8"),
                TRACK + "#EXTINF:0.000001,\n#EXT-X-BYTERANGE:1@1\nv.mp4\n".repeat(300_000) + "#EXT-X-ENDLIST\n");
        assertThat(ConformanceCheck.ofFile(file))
                .containsExactly(new Violation("RFC 8216, 4.3.2.2", "many.m3u8", "300000 segments of 8 fragments"));
    }

    @Test
    void violationsAreCountedUpToALimit() throws IOException {
        StringBuilder text = new StringBuilder(TRACK);
        for (int i = 0; i < 300_000; i++) {
            text.append("#EXTINF:1,\n").append(i).append(".vtt\n");
        }
        Path file = Files.writeString(folder.resolve("many.m3u8"), text.append("#EXT-X-ENDLIST\n"));
        assertThat(ConformanceCheck.ofFile(file))
                .hasSize(Violations.MOST + 1)
                .last()
                .extracting(Violation::detail)
                .isEqualTo("more violations are left out");
    }

    @Test
    void namesOfOneFileManyTimesAreCheckedOnce() throws IOException {
        String renditions = "#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"s\",NAME=\"n\",URI=\"t.m3u8\"\n".repeat(400);
        Files.writeString(folder.resolve("t.m3u8"), TRACK + "#EXTINF:1,\nt.vtt\n".repeat(500_000) + "#EXT-X-ENDLIST\n");
        replace("master.m3u8", "#EXT-X-STREAM-INF", renditions + "#EXT-X-STREAM-INF");
        assertThat(ConformanceCheck.ofPackage(folder, Optional.empty())).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "Infinity",
                "-Infinity",
                "-5",
                "1e308",
                "-1e308",
                "0",
                "1e-300",
                "9223372036854775807",
                "x",
                ""
            })
    void numbersOfAnyKindAreTaken(String number) throws IOException {
        for (String file : List.of("v.m3u8", "v-iframes.m3u8", "a.m3u8", "t.m3u8")) {
            replace(file, "#EXTINF:[0-9.]+", "#EXTINF:" + number);
            replace(file, "#EXT-X-BYTERANGE:\\d+", "#EXT-X-BYTERANGE:" + number);
            replace(file, "TARGETDURATION:\\d+", "TARGETDURATION:" + number);
        }
        replace("master.m3u8", "BANDWIDTH=\\d+", "BANDWIDTH=" + number);
        replace("master.m3u8", "FRAME-RATE=[0-9.]+", "FRAME-RATE=" + number);
        replace("manifest.mpd", "bandwidth=\"\\d+", "bandwidth=\"" + number);
        replace("manifest.mpd", "width=\"\\d+", "width=\"" + number);
        for (String file : List.of("master.m3u8", "v.m3u8", "v-iframes.m3u8", "a.m3u8", "t.m3u8", "manifest.mpd")) {
            // Violations or none, but nothing is thrown.
            assertThat(ConformanceCheck.ofFile(folder.resolve(file))).isNotNull();
        }
        assertThat(ConformanceCheck.ofPackage(folder, Optional.empty())).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void damageOfAnyKindIsTaken(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> files = List.of(
                "master.m3u8",
                "manifest.mpd",
                "v.m3u8",
                "v-iframes.m3u8",
                "a.m3u8",
                "t.m3u8",
                "v.mp4",
                "a.mp4",
                "t.vtt",
                "thumbnails.jpg",
                "trick.mp4");
        for (int trial = 0; trial < 150; trial++) {
            Path file = folder.resolve(files.get(random.nextInt(files.size())));
            byte[] before = Files.readAllBytes(file);
            byte[] after = before.clone();
            int changes = 1 + random.nextInt(8);
            for (int change = 0; change < changes; change++) {
                // Of a track mostly the headers.
                int end = random.nextBoolean() ? after.length : Math.min(after.length, 1200);
                after[random.nextInt(end)] = (byte) random.nextInt(256);
            }
            Files.write(file, after);
            assertThat(ConformanceCheck.ofPackage(folder, Optional.empty())).isNotNull();
            assertThat(ConformanceCheck.ofFile(folder.resolve(PackagedFile.MANIFEST)))
                    .isNotNull();
            Files.write(file, before);
        }
    }

    /** Where it occurs. */
    private void replace(String file, String pattern, String replacement) throws IOException {
        Path path = folder.resolve(file);
        Files.writeString(path, Files.readString(path).replaceAll(pattern, Matcher.quoteReplacement(replacement)));
    }
}
