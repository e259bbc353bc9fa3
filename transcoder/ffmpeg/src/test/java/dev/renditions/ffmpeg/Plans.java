package dev.renditions.ffmpeg;

import dev.renditions.kind.audio.AudioPlan;
import dev.renditions.kind.audio.AudioProfile;
import dev.renditions.kind.image.ImagePlan;
import dev.renditions.kind.image.ImageProfile;
import dev.renditions.kind.image.ImageSettings;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.kind.track.FrameConversion;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.media.Color;
import dev.renditions.media.ImageParts;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.media.codec.VideoCodec;
import dev.renditions.testing.Media;
import java.time.Duration;
import java.util.Optional;

/** Plans for tests, made without the planner. */
public final class Plans {
    public static final VideoProfile MP4 = new VideoProfile(
            "mp4-360p",
            "",
            Duration.ofDays(1),
            new VideoSettings(VideoCodec.H264, "veryfast", 23, 360, 800, 60, 2),
            new AudioSettings(AudioCodec.AAC, 128, 2, 48_000),
            Edits.NONE);
    static final AudioProfile MP3 = new AudioProfile(
            "audio-mp3", "", Duration.ofDays(1), new AudioSettings(AudioCodec.MP3, 128, 2, 48_000), Optional.empty());
    public static final ImageProfile POSTER =
            new ImageProfile("poster", "", Duration.ofDays(1), new ImageSettings("jpeg", 1280, 3, 50));

    private Plans() {}

    public static VideoPlan video(int picture, Optional<Integer> sound, Size size) {
        return video(rung(picture, size, Optional.empty(), 60), sound.map(s -> sound(s, 2)), Optional.empty());
    }

    public static VideoPlan video(Rung rung, Optional<AudioTrackPlan> sound, Optional<Duration> length) {
        return new VideoPlan(MP4, rung, sound, Optional.empty(), length);
    }

    public static Rung rung(int picture, Size size, Optional<Double> rate, int gop) {
        return new Rung(picture, MP4.video(), size, rate, Duration.ZERO, gop, FrameConversion.NONE, Color.UNKNOWN);
    }

    /** A plan with a preset that the encoder does not know. */
    public static VideoPlan unknownPreset(int picture, Size size) {
        VideoSettings usual = MP4.video();
        VideoSettings unknown = new VideoSettings(
                usual.codec(),
                "none",
                usual.crf(),
                usual.shortSide(),
                usual.maxRateKbps(),
                usual.maxFrameRate(),
                usual.gopSeconds());
        Rung rung = rung(picture, size, Optional.empty(), 60);
        return video(
                new Rung(
                        rung.stream(),
                        unknown,
                        rung.size(),
                        rung.frameRate(),
                        rung.phase(),
                        rung.gopFrames(),
                        rung.conversion(),
                        rung.color()),
                Optional.empty(),
                Optional.empty());
    }

    public static Rung deinterlaced(Rung r) {
        return new Rung(
                r.stream(),
                r.settings(),
                r.size(),
                r.frameRate(),
                r.phase(),
                r.gopFrames(),
                converted(true, r.conversion().toneMap()),
                r.color());
    }

    public static Rung toneMapped(Rung r) {
        return new Rung(
                r.stream(),
                r.settings(),
                r.size(),
                r.frameRate(),
                r.phase(),
                r.gopFrames(),
                converted(r.conversion().deinterlace(), true),
                new Color("bt709", "bt709", "bt709", "tv"));
    }

    public static FrameConversion converted(boolean deinterlace, boolean toneMap) {
        return new FrameConversion(
                false, deinterlace, Orientation.UPRIGHT, toneMap ? Media.PQ : Color.UNKNOWN, true, Optional.empty());
    }

    static VideoPlan toneMapped(VideoPlan plan) {
        return video(toneMapped(plan.rung()), plan.sound(), plan.duration());
    }

    public static AudioTrackPlan sound(int stream, int channels) {
        return new AudioTrackPlan(stream, MP4.audio(), channels, "");
    }

    public static AudioPlan audio(int sound) {
        return audio(sound, Optional.empty());
    }

    public static AudioPlan audio(int sound, Optional<Duration> length) {
        return new AudioPlan(MP3, new AudioTrackPlan(sound, MP3.audio(), 2, ""), length);
    }

    public static ImagePlan poster(int picture, Size size, Duration seek, int candidates) {
        return new ImagePlan(POSTER, picture, ImageParts.ONE_STREAM, size, seek, candidates, FrameConversion.NONE);
    }
}
