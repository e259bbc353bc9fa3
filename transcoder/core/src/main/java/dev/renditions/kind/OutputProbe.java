package dev.renditions.kind;

import dev.renditions.media.MediaInfo;
import java.nio.file.Path;

/** Looks into media. Files have names of ours, never an uploader's. Safe for use by many threads at once. */
public interface OutputProbe {
    /**
     * What a file holds.
     *
     * @throws dev.renditions.api.MediaException if it can't be read as media
     */
    MediaInfo probe(Path file);

    /**
     * What a file holds, its times by its packets, all of which are read. An MP4 in which pictures are sent in another order
     * than shown states its length by when they are sent, which is too short where the last of them are shown long.
     *
     * @return always {@link #probe} here, so that those who encode alone need not say
     * @throws dev.renditions.api.MediaException if it can't be read as media
     */
    default MediaInfo measure(Path file) {
        return probe(file);
    }
}
