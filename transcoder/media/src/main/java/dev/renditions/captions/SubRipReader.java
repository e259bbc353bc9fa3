package dev.renditions.captions;

import dev.renditions.captions.ass.AssText;
import dev.renditions.captions.cue.CaptionDialect;
import dev.renditions.captions.cue.CueCollector;
import dev.renditions.captions.cue.CueTimes;

/**
 * Reads SubRip. Its tags are nearly those of WebVTT; {@code {\an8}} and other commands of ASS are understood, as by most
 * players. For one file.
 */
final class SubRipReader extends BlockReader {
    private final CueCollector cues;

    SubRipReader(CueCollector cues) {
        this.cues = cues;
    }

    @Override
    void cue(CueTimes times, String text) {
        AssText.Shown shown = AssText.read(text, CaptionDialect.SUBRIP);
        cues.add(times.start(), times.end(), shown.settings(), shown.text());
    }
}
