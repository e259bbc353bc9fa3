package dev.renditions.kind.video;

import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.kind.track.Colors;
import dev.renditions.kind.track.Rung;
import dev.renditions.media.AudioPackets;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Coding;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.Span;
import dev.renditions.media.VideoPackets;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.media.codec.VideoCodec;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Which streams of a source meet a profile as they are, so that they need not be encoded: each is decided by itself. All that a
 * player notices has to fit, the bit rates too: a copy of a file that is twice as large as asked for is not a rendition. What
 * our own encoders make of any source meets the profile that it was made for.
 */
final class CopyPlans {
    private static final String MP4 = "mov,mp4,m4a,3gp,3g2,mj2";

    /** Containers whose timestamps are their own; in others, what is copied may begin or drift otherwise than what is encoded. */
    private static final Set<String> VIDEO_FORMATS = Set.of(MP4, "matroska,webm");

    private static final Set<String> VIDEO_PROFILES = Set.of("Constrained Baseline", "Baseline", "Main", "High");
    private static final String AUDIO_PROFILE = "LC";

    private static final int BITS = 1000;

    /** A rate that is not above the most by more than rounding. */
    private static final double FRAME_RATE_TOLERANCE = 0.01;

    /**
     * How much larger than the encoder's buffer a burst may be. The encoder itself does not always keep to its buffer: x264's
     * preset {@code ultrafast}, which does not look ahead, overran it by 16 % where a black video became noise just before a key
     * frame. It costs little: the bits of 0.4 s, whatever the length.
     */
    private static final double BUFFER_TOLERANCE = 1.2;

    /** The most frames a second that ffmpeg states to an encoder for a video of variable rate. */
    private static final double HIGHEST_RATE = 210;

    /** AAC's rate is an aim that encoders pass a little now and then. */
    private static final double AUDIO_TOLERANCE = 1.1;

    /** What AAC may be ahead of its rate: encoders keep a reservoir of bits, which short audio spends at once. */
    private static final Duration AUDIO_RESERVOIR = Duration.ofMillis(250);

    /** What audio may begin later than its file: nobody notices, and a copy keeps it. */
    private static final Duration LATE = Duration.ofMillis(50);

    private CopyPlans() {}

    /** Whether one of its streams meets the profile by all that headers say. */
    static boolean possible(MediaInfo media, VideoPlan encode) {
        return videoPossible(media, encode) || audioPossible(media, encode);
    }

    /** The plan, copying the streams that meet the profile. */
    static VideoPlan decide(MediaInfo media, VideoPlan encode, PacketStats stats) {
        int level = media.mainVideo().orElseThrow().coding().level();
        boolean video = videoPossible(media, encode)
                && stats.video().filter(packets -> fits(packets, level, encode)).isPresent();
        boolean audio = audioPossible(media, encode)
                && stats.audio().filter(packets -> fits(packets, encode)).isPresent();
        return encode.copying(video, audio);
    }

    private static boolean videoPossible(MediaInfo media, VideoPlan encode) {
        VideoStream video = media.mainVideo().orElseThrow();
        Edits edits = encode.profile().edits();
        return VIDEO_FORMATS.contains(media.format())
                && edits.clip().isEmpty()
                && edits.watermark().isEmpty()
                && encode.duration().isPresent()
                && video.span().isPresent()
                && coding(video, encode.rung())
                && frames(video, encode.rung());
    }

    private static boolean coding(VideoStream video, Rung rung) {
        Coding coding = video.coding();
        return rung.settings().codec() == VideoCodec.H264
                && VideoCodec.H264.is(video)
                && VIDEO_PROFILES.contains(coding.profile())
                && coding.level() > 0;
    }

    private static boolean frames(VideoStream video, Rung rung) {
        return video.coded().equals(rung.size())
                && video.displayed().equals(rung.size())
                && video.frameRate().isPresent()
                && rung.conversion().none()
                && video.pixelFormat().equals("yuv420p")
                && Colors.kept(video.color(), rung.color());
    }

    /**
     * Whether its packets fit too. Open groups of pictures do not, though an MP4 with them plays: its table of key frames would
     * send players to some that are not a clean beginning, and what they show after a seek depends on the player. What is
     * encoded has none.
     */
    private static boolean fits(VideoPackets packets, int level, VideoPlan encode) {
        VideoSettings settings = encode.rung().settings();
        return packets.whole()
                && level <= level(packets, encode.rung())
                && packets.closed()
                && packets.frameRate() <= settings.maxFrameRate() + FRAME_RATE_TOLERANCE
                && packets.bursts().fit(settings.maxRateKbps(), settings.bufferKilobits() * BITS * BUFFER_TOLERANCE)
                && keyFrames(packets, encode.rung());
    }

    /** The highest level that it may have: that of its shortest frames, where these are not equally long. */
    private static int level(VideoPackets packets, Rung rung) {
        double shortest = packets.shortestFrame().toNanos() / 1e9;
        double rate = Math.max(rung.settings().maxFrameRate(), Math.min(HIGHEST_RATE, 1 / shortest));
        return H264Level.of(rung.size(), rate, rung.settings()).number();
    }

    /**
     * Whether its key frames are close enough: in time or, where frames are not equally long, by their number, as an encoder
     * counts them. One frame more may come of rounding.
     */
    private static boolean keyFrames(VideoPackets packets, Rung rung) {
        Duration gop = Duration.ofSeconds(rung.settings().gopSeconds());
        Duration frame = Duration.ofNanos((long) (1e9 / packets.frameRate()));
        long frames = Math.round(packets.frameRate() * rung.settings().gopSeconds());
        return packets.longestGop().compareTo(gop.plus(frame)) <= 0
                || packets.mostGopFrames() <= Math.max(frames, rung.gopFrames()) + 1;
    }

    /**
     * Only of an MP4, which says to the sample where its audio begins, and how much an encoder put in front: what is copied
     * is heard when it was heard.
     */
    private static boolean audioPossible(MediaInfo media, VideoPlan encode) {
        return media.format().equals(MP4)
                && encode.profile().edits().clip().isEmpty()
                && encode.rung().settings().codec() == VideoCodec.H264
                && encode.sound().isPresent()
                && audio(media.mainAudio().orElseThrow(), encode.sound().get());
    }

    private static boolean audio(AudioStream audio, AudioTrackPlan sound) {
        return audio.right().isEmpty()
                && AudioCodec.AAC.is(audio)
                && sound.settings().codec() == AudioCodec.AAC
                && audio.coding().profile().equals(AUDIO_PROFILE)
                && audio.channels() == sound.channels()
                && audio.sampleRate() == sound.settings().sampleRate()
                && onTime(audio.span());
    }

    private static boolean onTime(Optional<Span> span) {
        return span.filter(s -> s.start().compareTo(LATE) <= 0).isPresent();
    }

    private static boolean fits(AudioPackets packets, VideoPlan encode) {
        double rate = encode.sound().orElseThrow().settings().bitRateKbps() * BITS * AUDIO_TOLERANCE;
        Duration length = packets.length().plus(AUDIO_RESERVOIR);
        return packets.steady() && packets.bits() <= rate * (length.toNanos() / 1e9);
    }
}
