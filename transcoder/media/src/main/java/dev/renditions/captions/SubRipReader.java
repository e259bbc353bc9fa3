package dev.renditions.captions;

import dev.renditions.captions.ass.AssText;
import dev.renditions.captions.cue.CaptionDialect;
import dev.renditions.captions.cue.CueCollector;
import dev.renditions.captions.cue.CueTimes;

/**
 * Reads SubRip. Its tags are almost those of WebVTT. Commands of ASS such as {@code {\an8}} are supported, as in most
 * players. Use one instance per file.
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
