package dev.renditions.ffmpeg.command;

import java.time.Duration;
import java.util.Optional;

/**
 * A run over some frames of a source, which keep their times. It decodes from a key frame before them on; its filters drop what
 * comes before the first and after the last of them. Immutable.
 *
 * @param from a time before the first of these frames, by the clock of outputs; empty to decode from the beginning on
 */
public record FrameSection(Optional<Duration> from) {
    /**
     * The options of the source. A seek is not made accurate by ffmpeg: it would drop a frame that begins earlier and is still
     * shown. The clock of outputs is never ahead of that of the file, so the seek ends early enough.
     */
    Options ofInput() {
        Options times = Options.flag("copyts").withFlag("start_at_zero");
        return from.map(time -> times.withFlag("noaccurate_seek").with("ss", time))
                .orElse(times);
    }
}
