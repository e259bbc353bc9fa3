package dev.renditions.testing;

import dev.renditions.api.Manifest;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Color;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.Span;
import dev.renditions.media.VideoStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A rendition ready to be published: a main file, and another one in a subfolder. The bytes are not media; stores do not
 * inspect them.
 *
 * @param manifest its manifest
 * @param folder the folder of its files
 */
public record SampleRendition(Manifest manifest, Path folder) {
    /** An arbitrary key. */
    public static final RenditionKey KEY = new RenditionKey(
            ContentHash.of("a source".getBytes(StandardCharsets.UTF_8)), new ProfileId("mp4-360p", "0123456789ab"));

    /** A result of a probe in which all fields are different. */
    public static final MediaInfo MEDIA = new MediaInfo(
            "mov,mp4,m4a,3gp,3g2,mj2",
            Optional.of(Duration.ofNanos(12_345_678_901L)),
            List.of(
                    new VideoStream(
                            0,
                            "h264",
                            new Size(640, 360),
                            new Size(360, 640),
                            Orientation.TURNED_90,
                            Optional.of(30000 / 1001.0),
                            "yuv420p",
                            new Color("bt709", "smpte170m", "bt470bg", "tv"),
                            false,
                            false,
                            true,
                            Optional.of(new Span(Duration.ofMillis(20), Duration.ofNanos(12_345_678_901L)))),
                    new VideoStream(
                            2,
                            "mjpeg",
                            new Size(100, 101),
                            new Size(102, 103),
                            Orientation.UPRIGHT,
                            Optional.empty(),
                            "",
                            Color.UNKNOWN,
                            true,
                            true,
                            false,
                            Optional.empty())),
            List.of(new AudioStream(
                    1, "aac", 2, 48000, "", true, Optional.of(new Span(Duration.ZERO, Duration.ofSeconds(12))))),
            List.of(),
            3);

    /** Creates a rendition in a new folder under {@code scratch}. Its main file has this text. */
    public static SampleRendition of(RenditionKey key, String text, Path scratch) {
        return of(key, text, scratch, Instant.parse("2026-03-01T12:00:00.123456Z"));
    }

    /** Creates a rendition that was verified at this time. */
    public static SampleRendition of(RenditionKey key, String text, Path scratch, Instant createdAt) {
        try {
            Path folder = Files.createTempDirectory(scratch, "rendition");
            List<RenditionFile> files = List.of(
                    write(folder, "video.mp4", "video/mp4", text),
                    write(folder, "extra/notes_1.txt", "text/plain", "notes on it"));
            Duration encodeTime = Duration.ofMillis(1234);
            return new SampleRendition(new Manifest(key, files, encodeTime, "ffmpeg 8.1.2", MEDIA, createdAt), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same rendition, whose manifest lists these tracks. */
    public SampleRendition with(RenditionTrack... tracks) {
        return new SampleRendition(
                new Manifest(
                        manifest.key(),
                        manifest.files(),
                        manifest.encodeTime(),
                        manifest.engine(),
                        manifest.media(),
                        manifest.createdAt(),
                        manifest.warnings(),
                        List.of(tracks)),
                folder);
    }

    private static RenditionFile write(Path folder, String name, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return new RenditionFile(name, type, bytes.length, ContentHash.of(bytes));
    }
}
