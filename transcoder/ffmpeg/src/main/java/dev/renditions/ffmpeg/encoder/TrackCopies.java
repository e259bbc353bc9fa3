package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.command.DecoderLimits;
import dev.renditions.ffmpeg.command.FfmpegInput;
import dev.renditions.ffmpeg.command.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Local tracks as inputs of a run that copies them. A sandboxed run sees no file outside its folders, so tracks of other folders
 * are linked into the folder of the run, or copied if that is not possible. For one thread.
 */
final class TrackCopies implements AutoCloseable {
    private final Path folder;
    private final DecoderLimits limits;
    private final List<Path> links = new ArrayList<>();

    /**
     * Without a track.
     *
     * @param folder the folder of the run
     */
    TrackCopies(Path folder, DecoderLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /** A track as an input that keeps its times: otherwise, ffmpeg would shift the first packet of each input to 0. */
    FfmpegInput input(LocalTrack track) throws IOException {
        Path file = track.file();
        if (!folder.equals(file.getParent())) {
            file = folder.resolve("input-" + links.size());
            links.add(file);
            link(track.file(), file);
        }
        return FfmpegInput.source(Options.of("seek_timestamp", 1), file, limits);
    }

    /** Gives a file another name; it may be the same file afterwards. */
    static void link(Path file, Path name) throws IOException {
        try {
            Files.createLink(name, file);
        } catch (IOException | UnsupportedOperationException e) {
            Files.deleteIfExists(name);
            Files.copy(file, name);
        }
    }

    @Override
    public void close() throws IOException {
        for (Path link : links) {
            Files.deleteIfExists(link);
        }
    }
}
