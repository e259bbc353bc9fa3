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
 * When a file and its streams play. Two kinds of files need two ways:
 *
 * <p>Where a header or index says of each stream how long it is (MP4 and its kin, Matroska with its tags, AVI, WAV, AIFF,
 * CAF, MXF, IVF, FLAC, MP3 with a Xing header), that is believed and not counted: a claim that what comes out does not
 * meet is how a cut source is found. The file plays until the last end of a picture or sound, as its own claim may count
 * a subtitle that outlasts the film.
 *
 * <p>All else is counted by its packets, which is exact for what is there: MPEG streams and Ogg, where ffprobe knows but
 * timestamps near the end; ASF, which gives each stream the length of the file; raw streams, AAC, AC-3, AMR and MP3
 * without a Xing header, where it guesses from the bitrate; and FLV, live Matroska and whatever else is silent about a
 * stream. If such a file itself claims to play longer than its packets do, its end is missing, and with it the end of
 * each stream: they are then said to play as long as the file claims, which no output will meet. Without a claim, a
 * missing end can't be seen here, only by what the decoder complains of.
 *
 * <p>AVI and animations round what they state, so their packets are counted too.
 *
 * <p>Matroska and FLV count from zero, all others from the file's start. A start below zero is real: of a transport stream whose
 * clock of 33 bits wraps, ffmpeg counts what comes before as negative. How sensible a claim is, is not judged here.
 *
 * @param format what ffprobe says of the file
 * @param packets the first packets
 * @param guessed whether it says that what it states are guesses
 * @param counted all packets; empty before they were counted, or if they need not be
 * @param video the video that a player would show; empty if there is none
 * @param sound the sound beside it; empty if there is none
 * @param fragment what the first fragment says; empty if it is not an MP4 of fragments
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

    /** Makers of files round their claims; a cut loses more. */
    private static final double MISSING = 0.5;

    /** Times are stated in microseconds. */
    private static final double TOLERANCE = 1e-5;

    /** How much later than its sound a video may begin by an encoder's delay: 2112 samples of AAC at 44.1 kHz are 48 ms. */
    private static final double MOST_PRIMING = 0.05;

    /** Whether its packets are to be counted. */
    boolean uncertain(List<ProbedStream> played) {
        return guessed
                || NEVER_STATED.contains(name())
                || ROUNDED.contains(name())
                || played.stream().anyMatch(stream -> end(stream.node()).isEmpty() || !stream.statesRate());
    }

    /** Whether its clock may jump. */
    boolean jumps() {
        return JUMPING.contains(name());
    }

    /** How long a file with these streams plays, cover art left out. */
    Optional<Duration> length(List<ProbedStream> played) {
        Optional<Double> end = lastEnd(played);
        Optional<Double> length = end.isPresent() ? end.map(last -> last - zero()) : claimedLength();
        return length.filter(seconds -> seconds > 0).map(ProbedTimes::duration);
    }

    /** When one stream plays, on the clock of outputs; empty if it does not say when it ends. */
    Optional<Span> span(ProbedStream stream) {
        double start = Math.max(0, start(stream) - zero());
        return end(stream)
                .map(end -> end - zero())
                .filter(end -> end > start)
                .map(end -> new Span(duration(start), duration(end)));
    }

    /** Frames a second by the count; empty without one. */
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
     * The time of the file that is 0 in outputs: when the file begins. Where the video begins a little later, there is nothing
     * but the priming of the sound before it: an encoder's delay, which MP4 of fragments, FLV, MPEG streams and older Matroska
     * can't mark as such. Where a file marks it, its packets come before the sound begins, and all from there on is sound.
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

    /** Whether packets come before the sound begins: a file that says what of it is priming, by an edit list. */
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

    /** What is to be taken off the timestamps of a stream, in seconds. */
    private double late(ProbedStream stream) {
        boolean isIt = video.filter(v -> v.index() == stream.index()).isPresent();
        return isIt ? videoLate().toNanos() / 1e9 : 0;
    }

    private Optional<Duration> jump() {
        return jumps() ? counted.flatMap(PacketCount::leastStepBack).map(ProbedTimes::duration) : Optional.empty();
    }

    /** Whether a video is stored without saying when its frames are shown, so that the decoder's delay is part of their times. */
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

    /** Whether the video has one frame, by the count. */
    boolean singleFrame() {
        return video.flatMap(this::clock).filter(c -> c.count() == 1).isPresent();
    }

    /** When a stream begins, as ffmpeg says: what it shifts timestamps by. */
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

    /** What a stream states. Matroska's tag is already an end, counted from zero. */
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
