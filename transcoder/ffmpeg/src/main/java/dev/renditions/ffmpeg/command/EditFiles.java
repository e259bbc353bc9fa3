package dev.renditions.ffmpeg.command;

import java.nio.file.Path;
import java.util.List;

/**
 * The files that the edits of one order need beside the source, in the order's own folder: a run sees nothing else.
 * Immutable.
 *
 * @param folder the order's folder
 */
public record EditFiles(Path folder) {
    /** The picture of the watermark. */
    public Path watermark() {
        return folder.resolve("watermark");
    }

    /** The tags of the output. */
    public Path tags() {
        return folder.resolve("tags");
    }

    /** As an input. */
    public List<String> watermarkInput() {
        return InputWhitelist.picture(watermark());
    }

    /** As an input. */
    public List<String> tagsInput() {
        return InputWhitelist.tags(tags());
    }
}
