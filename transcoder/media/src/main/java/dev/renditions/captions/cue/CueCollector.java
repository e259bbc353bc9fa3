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
 * Takes the texts of a file as its reader finds them, and keeps those that are shown: harmless, each once, and no more than
 * the output may have. For one thread.
 */
public final class CueCollector {
    /** Times, settings and empty lines of a cue, roughly. */
    private static final int FRAME_BYTES = 35;

    private final Duration zero;
    private final long mostBytes;
    private final Set<Cue> cues = new LinkedHashSet<>();
    private long bytes;

    /**
     * Empty.
     *
     * @param zero what the times count as the beginning
     * @param mostBytes how large the file of all cues may be, roughly
     */
    public CueCollector(Duration zero, long mostBytes) {
        this.zero = zero;
        this.mostBytes = mostBytes;
    }

    /**
     * Takes a text. One that says nothing, or is never shown, is left out.
     *
     * @param text its lines, with markup as WebVTT has it
     * @throws TooMuchTextException if all together are too many
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

    /** What was kept, in the order of its beginnings; of what begins together, in the order of the file. */
    public WebVtt inOrder() {
        List<Cue> sorted = new ArrayList<>(cues);
        sorted.sort(Comparator.comparing(Cue::start));
        return new WebVtt(sorted);
    }
}
