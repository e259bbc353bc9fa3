package dev.renditions.captions;

import dev.renditions.captions.ass.AssReader;
import dev.renditions.captions.cue.CueCollector;
import dev.renditions.captions.cue.TextLines;
import dev.renditions.media.WebVtt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The supported file formats of text subtitles. */
public enum TextFormat {
    /** Advanced SubStation Alpha, and its predecessor SSA. */
    ASS {
        @Override
        void read(TextLines lines, CueCollector cues) throws IOException {
            new AssReader(cues).read(lines);
        }
    },
    /** SubRip. */
    SUBRIP {
        @Override
        void read(TextLines lines, CueCollector cues) throws IOException {
            new SubRipReader(cues).read(lines);
        }
    },
    /** WebVTT of any origin. */
    WEBVTT {
        @Override
        void read(TextLines lines, CueCollector cues) throws IOException {
            new WebVttReader(cues).read(lines);
        }
    };

    /**
     * Reads a file. Malformed parts are skipped. Of markup, only bold, italic and underline are kept; everything else
     * that a web page could interpret as markup is escaped.
     *
     * @param zero the time in the file that becomes 0; cues that end before it are dropped
     * @param mostBytes the maximum size of the result
     * @return the cues in the order of their times, without duplicates
     * @throws dev.renditions.captions.cue.TooMuchTextException if the result exceeds that size
     * @throws IOException if the file can't be read
     */
    public WebVtt read(Path file, Duration zero, long mostBytes) throws IOException {
        CueCollector cues = new CueCollector(zero, mostBytes);
        try (TextLines lines = TextLines.open(file)) {
            read(lines, cues);
        }
        return cues.inOrder();
    }

    abstract void read(TextLines lines, CueCollector cues) throws IOException;
}
