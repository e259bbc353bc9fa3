package dev.renditions.oracle.scene;

import java.util.List;
import java.util.Optional;

/**
 * All that a person sees, hears and reads of a source. Immutable.
 *
 * @param seen the video or image; empty if it has none
 * @param heard the audio; empty if it has none
 * @param otherSounds how much other audio a listener can choose
 * @param written the subtitles, in the order of their tracks
 * @param harm which part of it is damaged
 */
public record Showing(Optional<Seen> seen, Optional<Heard> heard, int otherSounds, List<Written> written, Harm harm) {
    /** Copies the list. */
    public Showing {
        written = List.copyOf(written);
    }

    /** With at most one audio track. */
    public Showing(Optional<Seen> seen, Optional<Heard> heard, List<Written> written, Harm harm) {
        this(seen, heard, 0, written, harm);
    }

    /** Video with audio. */
    public static Showing of(Seen seen, Heard heard) {
        return new Showing(Optional.of(seen), Optional.of(heard), 0, List.of(), Harm.NONE);
    }

    /** Video or image only. */
    public static Showing of(Seen seen) {
        return new Showing(Optional.of(seen), Optional.empty(), 0, List.of(), Harm.NONE);
    }

    /** Audio only. */
    public static Showing of(Heard heard) {
        return new Showing(Optional.empty(), Optional.of(heard), 0, List.of(), Harm.NONE);
    }

    /** The same with other audio, which is heard by those who choose it. */
    public Showing withOtherSounds(int count) {
        return new Showing(seen, heard, count, written, harm);
    }

    /** The same with subtitles. */
    public Showing with(List<Written> tracks) {
        return new Showing(seen, heard, otherSounds, tracks, harm);
    }

    /** The same from a damaged source. */
    public Showing harmed(Harm newHarm) {
        return new Showing(seen, heard, otherSounds, written, newHarm);
    }
}
