package dev.renditions.captions.cue;

import dev.renditions.media.Cue;
import dev.renditions.media.CueSettings;
import dev.renditions.media.WebVtt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects the cues of a file: sanitized, without duplicates and invisible cues, up to the maximum output size. Not
 * thread-safe.
 */
public final class CueCollector {
    /** The approximate size of times, settings and empty lines of a cue. */
    private static final int FRAME_BYTES = 35;

    private final Duration zero;
    private final long mostBytes;
    private final Set<Cue> cues = new LinkedHashSet<>();
    private long bytes;

    /** * An empty collector.
     *
     * @param zero the time that becomes 0
     * @param mostBytes the approximate maximum size of the output file
     */
    public CueCollector(Duration zero, long mostBytes) {
        this.zero = zero;
        this.mostBytes = mostBytes;
    }

    /**
     * Adds a cue. An invisible cue, or one that is never shown, is dropped.
     *
     * @param text its lines, with WebVTT markup
     * @throws TooMuchTextException if the output exceeds its maximum size
     */
    public void add(Duration start, Duration end, CueSettings settings, String text) {
        Duration from = start.minus(zero).isNegative() ? Duration.ZERO : start.minus(zero);
        Duration to = end.minus(zero);
        String harmless = CaptionText.harmless(text);
        if (to.compareTo(from) <= 0 || CaptionText.saysNothing(harmless)) {
            return;
        }
        if (cues.add(new Cue(from, to, settings, harmless))) {
            bytes += FRAME_BYTES + harmless.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > mostBytes) {
                throw new TooMuchTextException(mostBytes);
            }
        }
    }

    /** The collected cues by start time; cues with the same start in the order of the file. */
    public WebVtt inOrder() {
        List<Cue> sorted = new ArrayList<>(cues);
        sorted.sort(Comparator.comparing(Cue::start));
        return new WebVtt(sorted);
    }
}
