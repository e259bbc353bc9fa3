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
 * Decides which streams of a source meet a profile, so that they are copied instead of encoded. Each stream is decided
 * separately. Everything that a player notices has to match, including the bit rates: a copy of a file that is twice as large as
 * the profile allows is not a rendition. Every output of our own encoders meets the profile that it was made for.
 */
final class CopyPlans {
    private static final String MP4 = "mov,mp4,m4a,3gp,3g2,mj2";

    /** Containers that store exact timestamps. In others, copied streams may begin at another time than encoded ones or drift. */
    private static final Set<String> VIDEO_FORMATS = Set.of(MP4, "matroska,webm");

    private static final Set<String> VIDEO_PROFILES = Set.of("Constrained Baseline", "Baseline", "Main", "High");
    private static final String AUDIO_PROFILE = "LC";

    private static final int BITS = 1000;

    /** How much a frame rate may exceed the maximum, because of rounding. */
    private static final double FRAME_RATE_TOLERANCE = 0.01;

    /**
     * How much larger than the encoder's buffer a burst may be. The encoder itself sometimes exceeds its buffer: x264's preset
     * {@code ultrafast}, which has no lookahead, exceeded it by 16 % when a black video became noise just before a key frame. The
     * cost of this tolerance is small: the bits of 0.4 s, independent of the duration.
     */
    private static final double BUFFER_TOLERANCE = 1.2;

    /** The highest frame rate that ffmpeg passes to an encoder for a video with a variable frame rate. */
    private static final double HIGHEST_RATE = 210;

    /** The rate of AAC is a target that encoders sometimes exceed a little. */
    private static final double AUDIO_TOLERANCE = 1.1;

    /** How far AAC may be ahead of its rate: encoders keep a bit reservoir, which short audio uses up at once. */
    private static final Duration AUDIO_RESERVOIR = Duration.ofMillis(250);

    /** How much later than its file audio may begin. Nobody notices, and a copy keeps the delay. */
    private static final Duration LATE = Duration.ofMillis(50);

    private CopyPlans() {}

    /** Whether one of the streams meets the profile, as far as the headers show. */
    static boolean possible(MediaInfo media, VideoPlan encode) {
        return videoPossible(media, encode) || audioPossible(media, encode);
    }

    /** The plan, changed to copy the streams that meet the profile. */
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
     * Whether its packets meet the profile too. Open GOPs do not, although an MP4 with them plays: its table of key frames would
     * list some that decoding can't start at cleanly, and what is shown after a seek would depend on the player. Our encoders
     * make closed GOPs only.
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

    /** The highest level that it may have: for a variable frame rate, the level of its shortest frames. */
    private static int level(VideoPackets packets, Rung rung) {
        double shortest = packets.shortestFrame().toNanos() / 1e9;
        double rate = Math.max(rung.settings().maxFrameRate(), Math.min(HIGHEST_RATE, 1 / shortest));
        return H264Level.of(rung.size(), rate, rung.settings()).number();
    }

    /**
     * Whether its key frames are close enough: in time or, for a variable frame rate, in frames, as an encoder counts them. One
     * more frame may be due to rounding.
     */
    private static boolean keyFrames(VideoPackets packets, Rung rung) {
        Duration gop = Duration.ofSeconds(rung.settings().gopSeconds());
        Duration frame = Duration.ofNanos((long) (1e9 / packets.frameRate()));
        long frames = Math.round(packets.frameRate() * rung.settings().gopSeconds());
        return packets.longestGop().compareTo(gop.plus(frame)) <= 0
                || packets.mostGopFrames() <= Math.max(frames, rung.gopFrames()) + 1;
    }

    /**
     * Only for an MP4, which states to the sample where its audio begins and how many priming samples an encoder added. So the
     * copied audio plays at the same time as in the source.
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
