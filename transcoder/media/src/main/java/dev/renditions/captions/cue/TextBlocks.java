package dev.renditions.captions.cue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The blocks of a file: consecutive lines, separated by empty lines. Not thread-safe. */
public final class TextBlocks {
    private final TextLines lines;

    public TextBlocks(TextLines lines) {
        this.lines = lines;
    }

    /** The lines of the next block; an empty list after the last. */
    public List<String> next() throws IOException {
        List<String> block = new ArrayList<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                block.add(line);
            } else if (!block.isEmpty()) {
                return block;
            }
        }
        return block;
    }
}
