package dev.renditions.ffmpeg.image;

import dev.renditions.ffmpeg.command.FileHead;
import dev.renditions.ffmpeg.command.Options;
import java.time.Duration;
import java.util.List;

/**
 * The time in a source of the first frame of an image or a preview, and how a run gets there. Immutable.
 *
 * @param at the time, on the clock of the outputs
 * @param seek whether the demuxer seeks to it; if not, everything before it is decoded and discarded
 */
record FirstFrameTime(Duration at, boolean seek) {
    /** The first frame of the source. */
    static final FirstFrameTime FIRST = new FirstFrameTime(Duration.ZERO, false);

    /** Up to this time, everything before it is decoded if seeking fails. After it, the first frame is used instead. */
    private static final Duration MOST_DECODED = Duration.ofSeconds(10);

    /**
     * The ways to get a frame at a time, the best first. A seek can fail: in MPEG streams it may end between key frames, where
     * frames can't be decoded before the next key frame; a source may be shorter than it claims, or damaged where the seek ends.
     * GIF and animated PNG are never sought, since each frame is drawn on the one before, even frames marked as key frames.
     */
    static List<FirstFrameTime> of(FileHead source, Duration at) {
        if (at.isZero()) {
            return List.of(FIRST);
        }
        FirstFrameTime decoded = new FirstFrameTime(at, false);
        if (source.animation()) {
            return List.of(decoded, FIRST);
        }
        FirstFrameTime sought = new FirstFrameTime(at, true);
        return at.compareTo(MOST_DECODED) > 0 ? List.of(sought, FIRST) : List.of(sought, decoded, FIRST);
    }

    /** Whether the run decodes and discards everything before this time. */
    boolean skips() {
        return !seek && !at.isZero();
    }

    /** The filter that discards everything before this time, if {@link #skips()}. */
    String skipping() {
        return "trim=start=" + Options.seconds(at) + ",setpts=PTS-" + Options.seconds(at) + "/TB";
    }
}
