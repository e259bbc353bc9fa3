package dev.renditions.ffmpeg;

import dev.renditions.SourceLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the limits that are set in the place of the usual ones, in every command line before it is run: so none can be
 * forgotten where one is written. Immutable.
 *
 * @param limits those that are set
 */
record RunLimits(SourceLimits limits) {
    /** Bytes for each pixel: 64 bits, and their margins. */
    private static final long PIXEL_BYTES = 12;

    /** The same arguments with these limits. */
    List<String> in(List<String> arguments) {
        List<String> limited = new ArrayList<>(arguments);
        for (int i = 0; i + 1 < limited.size(); i++) {
            String usual = limited.get(i + 1);
            switch (limited.get(i)) {
                case "-max_pixels" -> limited.set(i + 1, Long.toString(limits.pixels()));
                // One more, so that a reader which drops what is beyond the limit does not do so unseen.
                case "-max_streams" -> limited.set(i + 1, Integer.toString(limits.streams() + 1));
                case "-max_alloc" ->
                    limited.set(i + 1, Long.toString(Math.max(InputPins.MAX_ALLOC, limits.pixels() * PIXEL_BYTES)));
                case "-fs" -> limited.set(i + 1, Long.toString(Math.min(Long.parseLong(usual), limits.outputBytes())));
                default -> {}
            }
        }
        return limited;
    }
}
