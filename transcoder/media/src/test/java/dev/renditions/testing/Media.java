package dev.renditions.testing;

import dev.renditions.media.AudioStream;
import dev.renditions.media.Color;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.Span;
import dev.renditions.media.VideoStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Probe results for tests without files. */
public final class Media {
    public static final Color PQ = new Color("bt2020", "smpte2084", "bt2020nc", "tv");

    private Media() {}

    public static MediaInfo of(VideoStream video, AudioStream... audio) {
        return new MediaInfo(
                "mov,mp4,m4a,3gp,3g2,mj2", Optional.of(seconds(10)), List.of(video), List.of(audio), List.of(), 0);
    }

    /** The same media with another duration. */
    public static MediaInfo lasting(Duration length, MediaInfo media) {
        Optional<Span> span = Optional.of(new Span(Duration.ZERO, length));
        return new MediaInfo(
                media.format(),
                Optional.of(length),
                media.video().stream().map(video -> lasting(span, video)).toList(),
                media.audio().stream().map(audio -> lasting(span, audio)).toList(),
                media.text(),
                media.otherStreams());
    }

    private static VideoStream lasting(Optional<Span> span, VideoStream video) {
        return new VideoStream(
                video.index(),
                video.codec(),
                video.coded(),
                video.displayed(),
                video.orientation(),
                video.frameRate(),
                video.pixelFormat(),
                video.color(),
                video.interlaced(),
                video.attachedPicture(),
                video.main(),
                span);
    }

    private static AudioStream lasting(Optional<Span> span, AudioStream audio) {
        return new AudioStream(
                audio.index(),
                audio.codec(),
                audio.channels(),
                audio.sampleRate(),
                audio.language(),
                audio.main(),
                span);
    }

    public static MediaInfo soundOnly(AudioStream... audio) {
        return new MediaInfo("mp3", Optional.of(seconds(10)), List.of(), List.of(audio), List.of(), 0);
    }

    public static MediaInfo still(int width, int height) {
        VideoStream picture = new VideoStream(
                0,
                "png",
                new Size(width, height),
                new Size(width, height),
                Orientation.UPRIGHT,
                Optional.empty(),
                "rgb24",
                Color.UNKNOWN,
                false,
                false,
                false,
                Optional.empty());
        return new MediaInfo("png_pipe", Optional.empty(), List.of(picture), List.of(), List.of(), 0);
    }

    public static VideoStream video(int width, int height) {
        return video(0, width, height, 25, 0, Color.UNKNOWN, false, true);
    }

    public static VideoStream video(
            int index,
            int width,
            int height,
            double frameRate,
            int rotation,
            Color color,
            boolean attached,
            boolean main) {
        Size coded = new Size(width, height);
        Orientation orientation = Orientation.of(rotation, false);
        return new VideoStream(
                index,
                "h264",
                coded,
                orientation.shown(coded),
                orientation,
                Optional.of(frameRate),
                "yuv420p",
                color,
                false,
                attached,
                main,
                Optional.of(new Span(Duration.ZERO, seconds(10))));
    }

    public static AudioStream audio(int index, int channels) {
        return new AudioStream(
                index, "aac", channels, 48000, "", true, Optional.of(new Span(Duration.ZERO, seconds(10))));
    }

    public static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
