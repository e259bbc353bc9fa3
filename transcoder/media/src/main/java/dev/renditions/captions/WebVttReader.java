package dev.renditions.captions;

import dev.renditions.captions.ass.AssText;
import dev.renditions.captions.cue.CaptionDialect;
import dev.renditions.captions.cue.CueCollector;
import dev.renditions.captions.cue.CueTimes;
import dev.renditions.media.CueSettings;

/**
 * Reads WebVTT of others: with names of cues, and settings, of which those that are well-formed are kept. A text without
 * settings that was once SubRip may have commands of ASS instead. Style sheets, regions and notes are left out: ffmpeg does
 * not copy them. For one file.
 */
final class WebVttReader extends BlockReader {
    private final CueCollector cues;

    WebVttReader(CueCollector cues) {
        this.cues = cues;
    }

    @Override
    void cue(CueTimes times, String text) {
        CueSettings own = CueSettings.wellFormed(times.rest());
        AssText.Shown shown = AssText.read(text, CaptionDialect.WEBVTT);
        cues.add(times.start(), times.end(), own.equals(CueSettings.NONE) ? shown.settings() : own, shown.text());
    }
}
