package dev.renditions.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.mp4.CraftedTrack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A package with one ladder of H.264 and one AAC track is the same to the byte as in earlier releases. */
final class GoldenPackageTest {
    @TempDir
    Path folder;

    private List<PackagedFile> files;

    @BeforeEach
    void packaged() throws IOException {
        CraftedTrack.picture(640, 360, 900).write(folder.resolve("v1.mp4"));
        CraftedTrack.picture(320, 180, 200).write(folder.resolve("v2.mp4"));
        CraftedTrack.picture(1280, 720, 9000).write(folder.resolve("v3.mp4"));
        CraftedTrack.sound(2).write(folder.resolve("a.mp4"));
        Files.writeString(folder.resolve("t.vtt"), "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n");
        byte[] sheet = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xC0, 0, 17, 8, 0, 90, 5, 0};
        Files.write(folder.resolve(Thumbnails.FILE), sheet);
        List<Track> tracks = List.of(
                new Track.Video("v3.mp4"),
                new Track.Video("v1.mp4"),
                new Track.Video("v2.mp4"),
                new Track.Audio("a.mp4", "en", "English"),
                new Track.Text("t.vtt", "de", "Deutsch"));
        Optional<Thumbnails> thumbnails = Optional.of(Thumbnails.of(folder.resolve("v2.mp4")));
        files = HlsPackage.write(tracks, thumbnails, Duration.ofSeconds(6), folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "master.m3u8",
                "manifest.mpd",
                "v1.m3u8",
                "v1-iframes.m3u8",
                "v2.m3u8",
                "v2-iframes.m3u8",
                "v3.m3u8",
                "v3-iframes.m3u8",
                "a.m3u8",
                "t.m3u8"
            })
    void textIsUnchanged(String file) throws IOException {
        assertThat(Files.readString(folder.resolve(file))).isEqualTo(golden(file));
    }

    @Test
    void orderOfFilesIsUnchanged() throws IOException {
        assertThat(files.stream()
                        .map(file -> file.name() + " " + file.mediaType() + "\n")
                        .collect(Collectors.joining()))
                .isEqualTo(golden("files.txt"));
    }

    private static String golden(String file) throws IOException {
        try (InputStream in = GoldenPackageTest.class.getResourceAsStream("golden/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
