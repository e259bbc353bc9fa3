package dev.renditions.ffmpeg.image;

import dev.renditions.ffmpeg.command.FileHead;
import dev.renditions.ffmpeg.command.Options;
import java.time.Duration;
import java.util.List;

/**
 * Where in a source a picture or an animation begins, and how a run gets there. Immutable.
 *
 * @param at the time, on the clock of what is made of the source
 * @param searched whether the reader searches for it; if not, all that lies before is decoded and thrown away
 */
record FirstFrameTime(Duration at, boolean searched) {
    /** What comes first. */
    static final FirstFrameTime FIRST = new FirstFrameTime(Duration.ZERO, false);

    /** Up to here all that lies before is decoded rather than that another picture is taken. */
    private static final Duration LITTLE = Duration.ofSeconds(10);

    /**
     * The ways to a time, the best first. In MPEG streams a search may end between key frames, where frames can't be decoded
     * until the next one, if there is one; a source may also be shorter than it claims, or broken where the search ends.
     * What GIF and PNG call key frames of an animation are not: each frame is drawn on the one before.
     */
    static List<FirstFrameTime> of(FileHead source, Duration at) {
        if (at.isZero()) {
            return List.of(FIRST);
        }
        FirstFrameTime decoded = new FirstFrameTime(at, false);
        if (source.animation()) {
            return List.of(decoded, FIRST);
        }
        FirstFrameTime searched = new FirstFrameTime(at, true);
        return at.compareTo(LITTLE) > 0 ? List.of(searched, FIRST) : List.of(searched, decoded, FIRST);
    }

    /** Whether the run decodes what lies before. */
    boolean skips() {
        return !searched && !at.isZero();
    }

    /** The filter that throws away what lies before; for {@link #skips()}. */
    String skipping() {
        return "trim=start=" + Options.seconds(at) + ",setpts=PTS-" + Options.seconds(at) + "/TB";
    }
}
