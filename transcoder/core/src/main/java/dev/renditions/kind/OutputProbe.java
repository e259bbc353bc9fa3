package dev.renditions.kind;

import dev.renditions.media.MediaInfo;
import java.nio.file.Path;

/** Probes media files. File names are chosen by Renditions, never by an uploader. Thread-safe. */
public interface OutputProbe {
    /**
     * The contents of a file.
     *
     * @throws dev.renditions.api.MediaException if it can't be read as media
     */
    MediaInfo probe(Path file);

    /**
     * The contents of a file, with times measured from its packets, all of which are read. If frames are decoded in another
     * order than they are shown, an MP4 states its duration by the decode times. That is too short if the last frames are shown
     * for long.
     *
     * @return the same as {@link #probe}, unless an implementation overrides it
     * @throws dev.renditions.api.MediaException if it can't be read as media
     */
    default MediaInfo measure(Path file) {
        return probe(file);
    }
}
