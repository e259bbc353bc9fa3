package dev.renditions.plan;

import dev.renditions.media.AudioStream;
import dev.renditions.media.Coding;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Pace;
import dev.renditions.media.Span;
import dev.renditions.media.VideoStream;
import dev.renditions.profile.Edits;
import dev.renditions.profile.VideoSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a source meets a profile as it is, so that its streams need not be encoded. All that a player notices has to fit,
 * the bit rates too: a copy of a file that is twice as large as asked for is no rendition.
 */
final class RemuxPlans {
    /** Containers whose timestamps are their own; in others, what is copied may begin or drift otherwise than what is encoded. */
    private static final Set<String> FORMATS = Set.of("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm");

    private static final Set<String> PROFILES = Set.of("Constrained Baseline", "Baseline", "Main", "High");

    /** H.264 level 4.2, which every device of the last ten years plays; larger pictures need more. */
    private static final int LEVEL = 42;

    private static final int LARGE_LEVEL = 52;
    private static final int LARGE = 1080;

    /** AAC's rate is an aim that encoders pass a little now and then. */
    private static final double SOUND_TOLERANCE = 1.1;

    /** What a stream may begin later than its file: nobody notices, and a copy keeps it. */
    private static final Duration LATE = Duration.ofMillis(50);

    private RemuxPlans() {}

    /** Whether all fits that headers tell. */
    static boolean possible(MediaInfo media, Plan.Video encode) {
        VideoStream video = media.mainVideo().orElseThrow();
        return FORMATS.contains(media.format())
                && encode.profile().edits().equals(Edits.NONE)
                && encode.duration().isPresent()
                && media.clock().zero().isZero()
                && coding(video, encode.rung().settings())
                && picture(video, encode.rung())
                && onTime(video.span())
                && encode.sound()
                        .map(sound -> sound(media.mainAudio().orElseThrow(), sound))
                        .orElse(true);
    }

    private static boolean coding(VideoStream video, VideoSettings settings) {
        Coding coding = video.coding();
        int most = video.coded().shortSide() > LARGE ? LARGE_LEVEL : LEVEL;
        return settings.codec().equals("h264")
                && video.codec().equals("h264")
                && PROFILES.contains(coding.profile())
                && coding.level() > 0
                && coding.level() <= most
                && coding.kilobits() <= settings.maxRateKbps();
    }

    private static boolean picture(VideoStream video, Rung rung) {
        return video.coded().equals(rung.size())
                && video.displayed().equals(rung.size())
                && video.frameRate().isPresent()
                && rung.frameRate().isEmpty()
                && rung.conversion().none()
                && video.pixelFormat().equals("yuv420p")
                && Colors.kept(video.color(), rung.color());
    }

    private static boolean sound(AudioStream audio, Sound sound) {
        Coding coding = audio.coding();
        return audio.codec().equals("aac")
                && sound.settings().codec().equals("aac")
                && coding.profile().equals("LC")
                && coding.kilobits() > 0
                && coding.kilobits() <= sound.settings().bitRateKbps() * SOUND_TOLERANCE
                && audio.channels() == sound.channels()
                && audio.right().isEmpty()
                && audio.sampleRate() == sound.settings().sampleRate()
                && onTime(audio.span());
    }

    private static boolean onTime(Optional<Span> span) {
        return span.filter(s -> s.start().compareTo(LATE) <= 0).isPresent();
    }

    /**
     * Whether its packets fit too. Open groups of pictures do not, though an MP4 with them plays: its table of key frames would
     * send players to some that are no clean beginning, and what they show after a seek depends on the player. What is encoded
     * has none.
     */
    static boolean keepsPace(Plan.Video encode, Pace pace) {
        VideoSettings settings = encode.rung().settings();
        Duration gop = Duration.ofSeconds(settings.gopSeconds());
        Duration frame = gop.dividedBy(encode.rung().gopFrames());
        return pace.whole()
                && pace.closed()
                && pace.averageKilobits() <= settings.maxRateKbps()
                && pace.peakKilobits() <= settings.maxRateKbps()
                && pace.longestGop().compareTo(gop.plus(frame)) <= 0;
    }

    static Plan.Remux of(Plan.Video encode) {
        return new Plan.Remux(
                encode.profile(),
                encode.rung().stream(),
                encode.sound(),
                encode.rung().size(),
                encode.duration());
    }
}
