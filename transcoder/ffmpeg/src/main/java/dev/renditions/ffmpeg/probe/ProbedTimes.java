package dev.renditions.ffmpeg.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.ffmpeg.command.PacketClock;
import dev.renditions.media.SourceClock;
import dev.renditions.media.Span;
import dev.renditions.media.mp4.FirstFragment;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a file and its streams start and end. There are two kinds of files:
 *
 * <p>If a header or index states the duration of each stream (MP4 and related formats, Matroska with tags, AVI, WAV, AIFF, CAF,
 * MXF, IVF, FLAC, MP3 with a Xing header), it is used and packets are not counted. A source is found to be truncated if the
 * output is shorter than stated. The file ends with its last video or audio stream, since the stated duration of the file may
 * include a subtitle that ends later.
 *
 * <p>For all other files the packets are counted, which is exact for the packets that exist: MPEG streams and Ogg, where ffprobe
 * knows only timestamps near the end; ASF, which states the duration of the file for each stream; raw streams, AAC, AC-3, AMR
 * and MP3 without a Xing header, where ffprobe guesses from the bitrate; FLV, live Matroska and other files that do not state
 * the duration of a stream. If such a file states a longer duration than its packets have, its end is missing, and so is the end
 * of each stream. Then the stated duration is used for each stream, and no output will reach it. If the file states none, a
 * missing end can't be detected here, only from errors of the decoder.
 *
 * <p>AVI and animations round the stated durations, so their packets are counted too.
 *
 * <p>Durations are counted from zero in Matroska and FLV, and from the start of the file in other formats. A negative start is
 * valid: when the 33-bit clock of a transport stream wraps, ffmpeg gives negative times to the packets before that. Whether a
 * stated duration is plausible is not checked here.
 *
 * @param format ffprobe's description of the file
 * @param packets the first packets
 * @param guessed whether ffprobe reports that its durations are guesses
 * @param counted all packets; empty if they are not counted, or not yet
 * @param video the video that a player would show; empty if there is none
 * @param sound the audio that a player would play; empty if there is none
 * @param fragment the first fragment of a fragmented MP4; empty for other files
 */
record ProbedTimes(
        JsonNode format,
        JsonNode packets,
        boolean guessed,
        Optional<PacketCount> counted,
        Optional<ProbedStream> video,
        Optional<ProbedStream> sound,
        Optional<FirstFragment> fragment) {
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,6}):(\\d\\d):(\\d\\d(?:\\.\\d{1,9})?)");
    private static final Set<String> NEVER_STATED = Set.of("mpegts", "mpeg", "ogg", "asf");
    private static final Set<String> JUMPING = Set.of("mpegts", "mpeg", "ogg");
    private static final Set<String> ROUNDED = Set.of("avi", "gif", "apng");
    private static final Set<String> FROM_ZERO = Set.of("matroska,webm", "flv");

    /** If more than these seconds are missing, the file is truncated; less is rounding of the stated duration. */
    private static final double MISSING = 0.5;

    /** In seconds. Times are stated in microseconds. */
    private static final double TOLERANCE = 1e-5;

    /** The most seconds that priming delays a video after its audio: 2112 samples of AAC at 44.1 kHz are 48 ms. */
    private static final double MOST_PRIMING = 0.05;

    /** Whether the packets have to be counted. */
    boolean needPacketCount(List<ProbedStream> played) {
        return guessed
                || NEVER_STATED.contains(name())
                || ROUNDED.contains(name())
                || played.stream().anyMatch(stream -> end(stream.node()).isEmpty() || !stream.statesRate());
    }

    /** Whether the clock of the file may jump. */
    boolean jumps() {
        return JUMPING.contains(name());
    }

    /** The duration of the file with these streams, without cover art. */
    Optional<Duration> length(List<ProbedStream> played) {
        Optional<Double> end = lastEnd(played);
        Optional<Double> length = end.isPresent() ? end.map(last -> last - zero()) : claimedLength();
        return length.filter(seconds -> seconds > 0).map(ProbedTimes::duration);
    }

    /** The start and end of a stream on the clock of outputs; empty if its end is unknown. */
    Optional<Span> span(ProbedStream stream) {
        double start = Math.max(0, start(stream) - zero());
        return end(stream)
                .map(end -> end - zero())
                .filter(end -> end > start)
                .map(end -> new Span(duration(start), duration(end)));
    }

    /** Frames per second by the packet count; empty without one. */
    Optional<Double> rate(ProbedStream stream) {
        return clock(stream).map(PacketClock::rate).filter(rate -> rate > 0);
    }

    private String name() {
        return format.path("format_name").asText("");
    }

    private double fileStart() {
        return seconds(format, "start_time")
                .or(() -> counted.flatMap(PacketCount::start))
                .orElse(0.0);
    }

    /**
     * The time of the file that becomes 0 in outputs: its start. If the video starts slightly later, only the priming of the
     * audio is before it: the delay of an encoder, which fragmented MP4, FLV, MPEG streams and older Matroska can't mark as such.
     * If a file marks the priming, its packets are before the stated start of the audio, and everything after that is audio.
     */
    private double zero() {
        if (video.isEmpty()) {
            return fileStart();
        }
        double begin = begin();
        double wait = stated(video.get()) - begin;
        boolean priming = sound.filter(s -> wait > 0 && s.primed() && !marksPriming(s))
                .filter(s -> wait <= MOST_PRIMING + stretched())
                .isPresent();
        return priming ? begin + wait : begin;
    }

    /** When the first stream begins. */
    private double begin() {
        return videoLate().isZero()
                ? fileStart()
                : Math.min(stated(video.orElseThrow()), sound.map(this::stated).orElse(Double.POSITIVE_INFINITY));
    }

    private double stretched() {
        return fragment.map(FirstFragment::soundStretched).orElse(Duration.ZERO).toNanos() / 1e9;
    }

    private Duration videoLate() {
        return fragment.map(FirstFragment::videoLate).orElse(Duration.ZERO);
    }

    /** Whether packets are before the stated start of the audio: such a file marks the priming, by an edit list. */
    private boolean marksPriming(ProbedStream stream) {
        double start = stated(stream);
        for (JsonNode packet : packets) {
            boolean own = packet.path("stream_index").asInt(-1) == stream.index();
            if (own
                    && seconds(packet, "pts_time")
                            .filter(shown -> shown < start - TOLERANCE)
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** How timestamps relate to the clock of outputs. */
    SourceClock clock(List<ProbedStream> streams) {
        Map<Integer, Duration> starts = new HashMap<>();
        for (ProbedStream stream : streams) {
            starts.put(stream.index(), duration(stated(stream) - fileStart()));
        }
        return new SourceClock(jumps(), starts, duration(zero() - fileStart()), corrections(), jump());
    }

    private Map<Integer, Duration> corrections() {
        return videoLate().isZero() || video.isEmpty()
                ? Map.of()
                : Map.of(video.get().index(), videoLate());
    }

    /** The seconds to subtract from the timestamps of a stream. */
    private double late(ProbedStream stream) {
        boolean isIt = video.filter(v -> v.index() == stream.index()).isPresent();
        return isIt ? videoLate().toNanos() / 1e9 : 0;
    }

    private Optional<Duration> jump() {
        return jumps() ? counted.flatMap(PacketCount::leastStepBack).map(ProbedTimes::duration) : Optional.empty();
    }

    /** Whether a video is stored without presentation times, so that the times of its frames include the decoder's delay. */
    boolean delayed(ProbedStream stream) {
        boolean stored = false;
        for (JsonNode packet : packets) {
            if (packet.path("stream_index").asInt(-1) == stream.index()) {
                stored = true;
                if (packet.has("pts_time")) {
                    return false;
                }
            }
        }
        return stored && stream.isVideo() && stream.reordered();
    }

    /** Whether the video has one frame, by the packet count. */
    boolean singleFrame() {
        return video.flatMap(this::clock).filter(c -> c.count() == 1).isPresent();
    }

    /** The start of a stream as ffmpeg states it; it shifts timestamps by this. */
    private double stated(ProbedStream stream) {
        return seconds(stream.node(), "start_time").orElse(fileStart()) - late(stream);
    }

    private double start(ProbedStream stream) {
        return clock(stream)
                        .map(PacketClock::start)
                        .or(() -> seconds(stream.node(), "start_time"))
                        .orElse(fileStart())
                - late(stream);
    }

    private Optional<Double> end(ProbedStream stream) {
        if (counted.isEmpty()) {
            return end(stream.node()).map(end -> end - late(stream));
        }
        Optional<Double> counts = clock(stream).map(PacketClock::end).map(end -> end - late(stream));
        return counts.isPresent() && cut() ? claimedEnd() : counts;
    }

    private boolean cut() {
        Optional<Double> last = counted.flatMap(PacketCount::end);
        return last.isPresent()
                && claimedEnd().filter(claim -> claim - last.get() > MISSING).isPresent();
    }

    private Optional<PacketClock> clock(ProbedStream stream) {
        return counted.flatMap(packets -> packets.stream(stream.index()));
    }

    private Optional<Double> claimedEnd() {
        boolean claims = !guessed && !NEVER_STATED.contains(name());
        return claims ? claimedLength().map(length -> length + fileStart()) : Optional.empty();
    }

    private Optional<Double> claimedLength() {
        boolean fromZero = FROM_ZERO.contains(name());
        return seconds(format, "duration").map(seconds -> fromZero ? seconds - fileStart() : seconds);
    }

    private Optional<Double> lastEnd(List<ProbedStream> played) {
        double last = 0;
        for (ProbedStream stream : played) {
            Optional<Double> end = end(stream);
            if (end.isEmpty() && counted.isEmpty()) {
                return Optional.empty();
            }
            last = Math.max(last, end.orElse(0.0));
        }
        return last > 0 ? Optional.of(last) : Optional.empty();
    }

    /** The end that a stream states. Matroska's tag is already an end, counted from zero. */
    private static Optional<Double> end(JsonNode stream) {
        Optional<Double> length = seconds(stream, "duration");
        if (length.isPresent()) {
            return length.map(seconds -> seconds + seconds(stream, "start_time").orElse(0.0));
        }
        Matcher clock = CLOCK.matcher(stream.path("tags").path("DURATION").asText(""));
        return clock.matches()
                ? Optional.of(Integer.parseInt(clock.group(1)) * 3600.0
                        + Integer.parseInt(clock.group(2)) * 60.0
                        + Double.parseDouble(clock.group(3)))
                : Optional.empty();
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static Optional<Double> seconds(JsonNode node, String field) {
        try {
            double value = Double.parseDouble(node.path(field).asText(""));
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
