package dev.renditions.ffmpeg.command;

import java.nio.file.Path;

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
    public FfmpegInput watermarkInput() {
        return new FfmpegInput(Options.NONE, InputWhitelist.ofPicture(), watermark());
    }

    /** As an input. */
    public FfmpegInput tagsInput() {
        return new FfmpegInput(Options.NONE, InputWhitelist.ofTags(), tags());
    }
}
