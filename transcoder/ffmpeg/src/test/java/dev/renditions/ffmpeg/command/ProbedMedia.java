package dev.renditions.ffmpeg.command;

import dev.renditions.media.AudioStream;
import dev.renditions.media.Coding;
import dev.renditions.media.Color;
import dev.renditions.media.ImageParts;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.SourceClock;
import dev.renditions.media.Span;
import dev.renditions.media.TextFlags;
import dev.renditions.media.TextStream;
import dev.renditions.media.VideoStream;
import dev.renditions.testing.Media;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a probe finds in the sources of {@link CommandScene}. */
final class ProbedMedia {
    private ProbedMedia() {}

    static MediaInfo found(
            String format,
            Optional<Duration> length,
            List<VideoStream> video,
            List<AudioStream> audio,
            List<TextStream> text,
            SourceClock clock) {
        return new MediaInfo(format, false, length, video, audio, text, List.of(), 0, clock, List.of());
    }

    static MediaInfo still(String format, String codec, String pixels, ImageParts parts) {
        VideoStream picture = new VideoStream(
                0,
                codec,
                new Size(1024, 768),
                new Size(1024, 768),
                Orientation.UPRIGHT,
                Optional.empty(),
                pixels,
                Color.UNKNOWN,
                false,
                false,
                true,
                Optional.empty(),
                Coding.UNKNOWN,
                parts,
                false);
        return new MediaInfo(
                format,
                true,
                Optional.empty(),
                List.of(picture),
                List.of(),
                List.of(),
                List.of(),
                0,
                SourceClock.FILE,
                List.of());
    }

    static VideoStream video(String codec, int width, int height, String pixels, Color color, boolean interlaced) {
        Size size = new Size(width, height);
        return new VideoStream(
                0,
                codec,
                size,
                size,
                Orientation.UPRIGHT,
                Optional.of(25.0),
                pixels,
                color,
                interlaced,
                false,
                true,
                Optional.empty());
    }

    static AudioStream audio(int index, String codec, int channels) {
        return new AudioStream(
                index, codec, channels, 44_100, "en", true, Optional.of(new Span(Duration.ZERO, Media.seconds(3))));
    }

    static TextStream text(int index, String codec, String language) {
        return new TextStream(index, codec, language, false, TextFlags.NONE);
    }
}
