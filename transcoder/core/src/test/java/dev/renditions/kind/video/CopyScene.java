package dev.renditions.kind.video;

import static dev.renditions.testing.Media.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.kind.Planner;
import dev.renditions.media.AudioPackets;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Bursts;
import dev.renditions.media.Coding;
import dev.renditions.media.Color;
import dev.renditions.media.FrameGrids;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.PacketStats;
import dev.renditions.media.Size;
import dev.renditions.media.Span;
import dev.renditions.media.VideoPackets;
import dev.renditions.media.VideoStream;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.Media;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A source whose streams meet {@link #MP4}. Tests change one property of it. */
final class CopyScene {
    static final VideoProfile MP4 =
            (VideoProfile) ProfileCatalog.builtIn().find("mp4-720p").orElseThrow();
    static final AudioStream SOUND = sound("aac", "LC", 2, 48_000);

    private CopyScene() {}

    static VideoPlan plan(MediaInfo media) {
        return plan(media, new Packets());
    }

    static VideoPlan plan(MediaInfo media, Packets packets) {
        return (VideoPlan) Planner.plan(media, MP4, stats(packets));
    }

    static boolean pictureCopied(Film film) {
        return plan(media(film, SOUND)).copiesPicture();
    }

    static boolean pictureCopied(Packets packets) {
        VideoPlan plan = (VideoPlan) Planner.plan(media(new Film(), SOUND), MP4, stats(packets));
        assertThat(plan.copiesSound()).isTrue();
        return plan.copiesPicture();
    }

    static PacketStats stats(Packets packets) {
        return new PacketStats(
                Optional.of(packets.packets()), Optional.of(new AudioPackets(1_280_000, seconds(10), true)));
    }

    static MediaInfo media(Film film, AudioStream... sound) {
        return Media.of(film.stream(), sound);
    }

    static AudioStream sound(String codec, String profile, int channels, int rate) {
        return new AudioStream(
                1,
                codec,
                channels,
                rate,
                "",
                true,
                Optional.of(new Span(Duration.ZERO, seconds(10))),
                new Coding(profile, 0, 0));
    }

    /** Packet statistics that meet the profile. Tests change one of them. */
    static final class Packets {
        double frameRate = 25;
        Duration shortestFrame = Duration.ofMillis(40);
        Bursts bursts = new Bursts(Map.of(MP4.video().maxRateKbps(), 6_000_000L));
        Duration longestGop = seconds(2);
        int mostGopFrames = 50;
        boolean whole = true;
        boolean closed = true;

        VideoPackets packets() {
            return new VideoPackets(
                    frameRate,
                    shortestFrame,
                    bursts,
                    FrameGrids.UNKNOWN,
                    longestGop,
                    mostGopFrames,
                    whole,
                    closed,
                    true);
        }
    }

    /** A video stream that meets the profile. Tests change one property. */
    static final class Film {
        Size size = new Size(1280, 720);
        Optional<Size> displayed = Optional.empty();
        Orientation orientation = Orientation.UPRIGHT;
        Optional<Double> rate = Optional.of(25.0);
        String pixels = "yuv420p";
        Color color = Color.UNKNOWN;
        boolean interlaced;
        Span span = new Span(Duration.ZERO, seconds(10));
        Coding coding = new Coding("High", 31, 2500);

        VideoStream stream() {
            Size upright = orientation.shown(size);
            return new VideoStream(
                    0,
                    "h264",
                    size,
                    displayed.orElse(upright),
                    orientation,
                    rate,
                    pixels,
                    color,
                    interlaced,
                    false,
                    true,
                    Optional.of(span),
                    coding);
        }
    }
}
