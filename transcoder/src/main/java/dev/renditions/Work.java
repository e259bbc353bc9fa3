package dev.renditions;

import dev.renditions.media.MediaInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One source while its renditions are looked for and made. For one thread. */
final class Work {
    private final Source source;
    private final Spooled spooled;
    private final Path folder;
    private final Transcoder transcoder;
    private final RenditionListener listener;
    private @Nullable MediaInfo media;

    Work(Source source, Spooled spooled, Path folder, Transcoder transcoder, RenditionListener listener) {
        this.source = source;
        this.spooled = spooled;
        this.folder = folder;
        this.transcoder = transcoder;
        this.listener = listener;
    }

    Source source() {
        return source;
    }

    Spooled spooled() {
        return spooled;
    }

    RenditionListener listener() {
        return listener;
    }

    /** What the source holds; probed when it is first asked for, since a hit needs no probe. */
    MediaInfo media() {
        MediaInfo known = media;
        if (known == null) {
            known = transcoder.probe(spooled.file());
            media = known;
        }
        return known;
    }

    /** An empty folder for the files of one rendition. */
    Path folderFor(Profile profile) {
        try {
            return Files.createDirectory(folder.resolve("out-" + profile.name()));
        } catch (IOException e) {
            throw new MediaException(
                    MediaException.Kind.ENGINE, "no folder for the output can be made: " + e.getMessage(), e);
        }
    }
}
