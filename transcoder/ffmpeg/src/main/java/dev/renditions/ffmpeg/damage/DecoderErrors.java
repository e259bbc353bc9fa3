package dev.renditions.ffmpeg.damage;

import dev.renditions.media.StreamCondition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the decoding errors of each stream in ffmpeg's log: the totals that it logs at the end of a run ({@code verbose}), and
 * its warnings about packets and frames. For one process; results are valid after it has ended.
 */
final class DecoderErrors implements Consumer<String> {
    private static final Pattern TOTALS = Pattern.compile(
            "Input stream #0:(\\d{1,4}) \\(\\w+\\): (\\d{1,18}) packets read .*?; \\d{1,18} frames decoded; (\\d{1,18}) decode errors");
    private static final Pattern CORRUPT_PACKET = Pattern.compile("corrupt input packet in stream (\\d{1,4})");
    private static final Pattern CORRUPT_FRAME = Pattern.compile("^\\[[va]ist#0:(\\d{1,4})/.*corrupt decoded frame");
    private static final Pattern COMPLAINT = Pattern.compile("^\\[([a-z0-9_]+) @ [^\\]]*] \\[error]");
    private static final Pattern TRUNCATED = Pattern.compile("\\[error].*(?:partial file|File ended prematurely)");

    private final Map<Integer, String> codecs;
    private final Map<Integer, Long> packets = new HashMap<>();
    private final Map<Integer, Long> undecoded = new HashMap<>();
    private final Map<Integer, Long> corruptPackets = new HashMap<>();
    private final Map<Integer, Long> corruptFrames = new HashMap<>();
    private final Map<String, Long> complaints = new HashMap<>();
    private boolean truncated;

    /**
     * Starts with no errors.
     *
     * @param codecs the codecs of the streams, by stream index
     */
    DecoderErrors(Map<Integer, String> codecs) {
        this.codecs = Map.copyOf(codecs);
    }

    @Override
    public void accept(String line) {
        Matcher totals = TOTALS.matcher(line);
        if (totals.find()) {
            int stream = Integer.parseInt(totals.group(1));
            packets.put(stream, Long.parseLong(totals.group(2)));
            undecoded.put(stream, Long.parseLong(totals.group(3)));
            return;
        }
        count(CORRUPT_PACKET, line, corruptPackets);
        count(CORRUPT_FRAME, line, corruptFrames);
        Matcher complaint = COMPLAINT.matcher(line);
        if (complaint.find()) {
            complaints.merge(complaint.group(1), 1L, Long::sum);
        }
        truncated |= TRUNCATED.matcher(line).find();
    }

    private static void count(Pattern pattern, String line, Map<Integer, Long> counts) {
        Matcher found = pattern.matcher(line);
        if (found.find()) {
            counts.merge(Integer.parseInt(found.group(1)), 1L, Long::sum);
        }
    }

    /** Whether the file ended before the demuxer expected it to. */
    boolean truncated() {
        return truncated;
    }

    /** Whether any decoded stream has an error. */
    boolean any() {
        return undecoded.values().stream().anyMatch(count -> count > 0)
                || !corruptPackets.isEmpty()
                || !corruptFrames.isEmpty()
                || codecs.values().stream().anyMatch(complaints::containsKey);
    }

    /**
     * The condition of a stream. A packet that is reported as corrupt is often the one that is not decoded, so the larger of both
     * counts is used.
     */
    StreamCondition condition(int stream, boolean video, Duration end) {
        long lost = Math.max(undecoded.getOrDefault(stream, 0L), corruptPackets.getOrDefault(stream, 0L));
        return new StreamCondition(
                stream,
                video,
                packets.getOrDefault(stream, 0L),
                lost + corruptFrames.getOrDefault(stream, 0L),
                complaints.getOrDefault(codecs.getOrDefault(stream, ""), 0L),
                end);
    }
}
