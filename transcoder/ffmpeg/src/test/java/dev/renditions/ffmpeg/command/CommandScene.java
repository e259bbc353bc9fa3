package dev.renditions.ffmpeg.command;

import static dev.renditions.ffmpeg.command.ProbedMedia.audio;
import static dev.renditions.ffmpeg.command.ProbedMedia.found;
import static dev.renditions.ffmpeg.command.ProbedMedia.still;
import static dev.renditions.ffmpeg.command.ProbedMedia.text;
import static dev.renditions.ffmpeg.command.ProbedMedia.video;

import dev.renditions.ffmpeg.Plans;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.video.StreamAction;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Coding;
import dev.renditions.media.Color;
import dev.renditions.media.ImageParts;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.SourceClock;
import dev.renditions.media.VideoStream;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.profile.ProfileFile;
import dev.renditions.testing.Media;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Sources of many kinds: their first bytes, and what a probe finds in them. */
enum CommandScene {
    FILM(Heads.MP4) {
        @Override
        MediaInfo media() {
            return found(
                    "mov,mp4,m4a,3gp,3g2,mj2",
                    Optional.of(Media.seconds(10)),
                    List.of(video("h264", 1920, 1080, "yuv420p", Color.UNKNOWN, false)),
                    List.of(Media.audio(1, 2)),
                    List.of(
                            text(2, "mov_text", "en"),
                            text(3, "subrip", "de"),
                            text(4, "ass", "fr"),
                            text(5, "webvtt", "")),
                    SourceClock.FILE);
        }

        @Override
        Map<String, Plan.Make> plans() {
            return Map.of("copied", copy(StreamAction.COPY));
        }
    },
    MATROSKA("\u001aE\u00df\u00a3") {
        @Override
        MediaInfo media() {
            Color color = new Color("bt2020", "smpte2084", "bt2020nc", "tv");
            return found(
                    "matroska,webm",
                    Optional.of(Media.seconds(7200)),
                    List.of(video("hevc", 3840, 2160, "yuv420p10le", color, false)
                            .turned(Orientation.TURNED_90)),
                    List.of(audio(1, "eac3", 6)),
                    List.of(text(2, "ass", "ja")),
                    new SourceClock(
                            false,
                            Map.of(),
                            Duration.ofMillis(23),
                            Map.of(0, Duration.ofMillis(80), 1, Duration.ofMillis(40)),
                            Optional.empty()));
        }

        @Override
        Map<String, Plan.Make> plans() {
            return Map.of("picture-copied", copy(StreamAction.ENCODE));
        }
    },
    TRANSPORT_STREAM("G") {
        @Override
        MediaInfo media() {
            return found(
                    "mpegts",
                    Optional.empty(),
                    List.of(video("mpeg2video", 720, 576, "yuv420p", new Color("bt470bg", "", "bt470bg", "tv"), true)),
                    List.of(audio(1, "mp2", 1)),
                    List.of(),
                    new SourceClock(
                            true,
                            Map.of(0, Duration.ofMillis(1400), 1, Duration.ofMillis(1200)),
                            Duration.ofMillis(1200),
                            Map.of(),
                            Optional.of(Duration.ofSeconds(4))));
        }
    },
    WEBM("\u001aE\u00df\u00a3") {
        @Override
        MediaInfo media() {
            return found(
                    "matroska,webm",
                    Optional.of(Media.seconds(5)),
                    List.of(video("vp9", 641, 361, "yuva420p", Color.UNKNOWN, false)),
                    List.of(audio(1, "opus", 2)),
                    List.of(),
                    SourceClock.FILE);
        }
    },
    CAMERA(Heads.MP4) {
        @Override
        MediaInfo media() {
            AudioStream left = audio(1, "pcm_s24le", 2);
            return found(
                    "mov,mp4,m4a,3gp,3g2,mj2",
                    Optional.of(Media.seconds(3)),
                    List.of(video(
                            "prores",
                            1280,
                            720,
                            "yuv422p10le",
                            new Color("bt709", "arib-std-b67", "bt709", "tv"),
                            false)),
                    List.of(new AudioStream(
                            1,
                            left.codec(),
                            2,
                            48_000,
                            "en",
                            true,
                            left.span(),
                            Coding.UNKNOWN,
                            OptionalInt.of(2),
                            false,
                            false)),
                    List.of(),
                    SourceClock.FILE);
        }
    },
    SOUND("RIFF\u00ff\u00ff\u00ff\u00ffWAVE") {
        @Override
        MediaInfo media() {
            return found(
                    "wav",
                    Optional.of(Media.seconds(30)),
                    List.of(),
                    List.of(audio(0, "pcm_s16le", 9)),
                    List.of(),
                    SourceClock.FILE);
        }
    },
    MP3("ID3") {
        @Override
        MediaInfo media() {
            VideoStream cover = Media.video(1, 600, 600, 90_000, 0, Color.UNKNOWN, true, false);
            return found(
                    "mp3",
                    Optional.of(Media.seconds(180)),
                    List.of(cover),
                    List.of(audio(0, "mp3", 2)),
                    List.of(),
                    SourceClock.FILE);
        }
    },
    JPEG("\u00ff\u00d8\u00ff") {
        @Override
        MediaInfo media() {
            return still("jpeg_pipe", "mjpeg", "yuvj420p", ImageParts.ONE_STREAM);
        }
    },
    PNG("\u0089PNG\r\n") {
        @Override
        MediaInfo media() {
            return still("png_pipe", "png", "rgba", ImageParts.ONE_STREAM);
        }
    },
    TIFF("II*\0") {
        @Override
        MediaInfo media() {
            return still("tiff_pipe", "tiff", "rgb48le", ImageParts.ONE_STREAM);
        }
    },
    GIF("GIF89a") {
        @Override
        MediaInfo media() {
            return found(
                    "gif",
                    Optional.of(Media.seconds(4)),
                    List.of(video("gif", 320, 240, "bgra", Color.UNKNOWN, false)),
                    List.of(),
                    List.of(),
                    SourceClock.FILE);
        }
    },
    HEIF("\0\0\0\u0018ftypheic") {
        @Override
        MediaInfo media() {
            return still(
                    "mov,mp4,m4a,3gp,3g2,mj2",
                    "hevc",
                    "yuv420p",
                    new ImageParts(OptionalInt.of(0), OptionalInt.of(48), OptionalInt.of(1), Orientation.MIRRORED));
        }
    };

    /** First bytes that several sources share. */
    private static final class Heads {
        static final String MP4 = "\0\0\0\u0018ftypisom";
    }

    private final String head;

    CommandScene(String head) {
        this.head = head;
    }

    /** The first bytes of the source. */
    String head() {
        return head;
    }

    abstract MediaInfo media();

    /** Plans in addition to those of the profiles. */
    Map<String, Plan.Make> plans() {
        return Map.of();
    }

    /** Profiles of all kinds: the built-in ones, and others with edits. */
    List<Profile> profiles(Path folder) throws IOException {
        Files.writeString(folder.resolve("mark"), "a picture");
        Path file = folder.resolve("profiles.json");
        try (InputStream edited = Objects.requireNonNull(CommandScene.class.getResourceAsStream("profiles.json"))) {
            Files.write(file, edited.readAllBytes());
        }
        List<Profile> profiles = new ArrayList<>(ProfileCatalog.builtIn().all());
        profiles.addAll(ProfileFile.read(file).all());
        return profiles.stream().distinct().toList();
    }

    private static Plan.Make copy(StreamAction sound) {
        VideoPlan plan = Plans.video(0, Optional.of(1), new Size(640, 360));
        return new VideoPlan(
                plan.profile(), plan.rung(), plan.sound(), plan.clip(), plan.duration(), StreamAction.COPY, sound);
    }
}
