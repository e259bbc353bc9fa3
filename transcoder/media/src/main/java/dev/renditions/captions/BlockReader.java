package dev.renditions.captions;

import dev.renditions.captions.cue.CueTimes;
import dev.renditions.captions.cue.TextBlocks;
import dev.renditions.captions.cue.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the common structure of SubRip and WebVTT: blocks of lines whose first or second line has the times. A block
 * without times belongs to the previous text, which contained an empty line. Use one instance per file.
 */
abstract class BlockReader {
    private Optional<CueTimes> times = Optional.empty();
    private final List<String> text = new ArrayList<>();

    /** Reads all blocks. */
    final void read(TextLines lines) throws IOException {
        TextBlocks blocks = new TextBlocks(lines);
        for (List<String> block = blocks.next(); !block.isEmpty(); block = blocks.next()) {
            block(block);
        }
        end();
    }

    private void block(List<String> block) {
        Optional<CueTimes> first = CueTimes.parse(block.get(0));
        Optional<CueTimes> second =
                first.isEmpty() && block.size() > 1 ? CueTimes.parse(block.get(1)) : Optional.empty();
        if (first.isPresent() || second.isPresent()) {
            end();
            times = first.or(() -> second);
            text.addAll(block.subList(first.isPresent() ? 1 : 2, block.size()));
        } else if (times.isPresent()) {
            text.addAll(block);
        }
    }

    private void end() {
        times.ifPresent(t -> cue(t, String.join("\n", text)));
        text.clear();
    }

    /** Receives one cue. */
    abstract void cue(CueTimes times, String text);
}
