package dev.renditions.captions;

import dev.renditions.captions.ass.AssReader;
import dev.renditions.captions.cue.CueCollector;
import dev.renditions.captions.cue.TextLines;
import dev.renditions.media.WebVtt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The formats of text subtitles that are read. */
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
    /** WebVTT, of whatever origin. */
    WEBVTT {
        @Override
        void read(TextLines lines, CueCollector cues) throws IOException {
            new WebVttReader(cues).read(lines);
        }
    };

    /**
     * Reads a file. What is not well-formed in it is left out; of markup, bold, italic and underlined remain, and all else
     * that a page could take for markup is escaped.
     *
     * @param zero what the file's times count as the beginning; texts that end before it are left out
     * @param mostBytes how large the result may be
     * @return the texts in the order of their times; a text that is the same as another at the same time and place occurs once
     * @throws dev.renditions.captions.cue.TooMuchTextException if the result would be larger
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
