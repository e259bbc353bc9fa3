package dev.renditions.captions;

import dev.renditions.captions.ass.AssText;
import dev.renditions.captions.cue.CaptionDialect;
import dev.renditions.captions.cue.CueCollector;
import dev.renditions.captions.cue.CueTimes;
import dev.renditions.media.CueSettings;

/**
 * Reads foreign WebVTT, with cue names and settings, of which well-formed ones are kept. A cue without settings may
 * have commands of ASS instead, if it was converted from SubRip. Style sheets, regions and notes are dropped; ffmpeg
 * does not copy them. Use one instance per file.
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
