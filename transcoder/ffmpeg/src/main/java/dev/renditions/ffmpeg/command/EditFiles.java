package dev.renditions.ffmpeg.command;

import java.nio.file.Path;

/**
 * The files that the edits of one order need in addition to the source. They are in the folder of the order, since a sandboxed
 * run sees no other. Immutable.
 *
 * @param folder the order's folder
 */
public record EditFiles(Path folder) {
    /** The image of the watermark. */
    public Path watermark() {
        return folder.resolve("watermark");
    }

    /** The tags of the output. */
    public Path tags() {
        return folder.resolve("tags");
    }

    /** The watermark as an input. */
    public FfmpegInput watermarkInput() {
        return new FfmpegInput(Options.NONE, InputWhitelist.ofWatermark(), watermark());
    }

    /** The tags as an input. */
    public FfmpegInput tagsInput() {
        return new FfmpegInput(Options.NONE, InputWhitelist.ofTags(), tags());
    }
}
