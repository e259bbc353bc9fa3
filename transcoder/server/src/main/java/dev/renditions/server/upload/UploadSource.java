package dev.renditions.server.upload;

import dev.renditions.api.Source;
import dev.renditions.api.SourceException;
import dev.renditions.api.SpooledSource;
import dev.renditions.index.ContentHash;
import dev.renditions.support.SafeText;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that was hashed when it was uploaded, so that its renditions are found without reading it.
 *
 * @param name its name for messages
 * @param content the hash of its bytes
 * @param file the file itself
 */
record UploadSource(String name, ContentHash content, Source file) implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(UploadSource.class);

    @Override
    public Optional<ContentHash> declaredContent() {
        return Optional.of(content);
    }

    @Override
    public OptionalLong bytes() {
        return named(file::bytes);
    }

    @Override
    public boolean copied() {
        return file.copied();
    }

    @Override
    public SpooledSource spool(Path folder) {
        return named(() -> file.spool(folder));
    }

    /** The file's own messages contain its path, which must not reach callers; they are logged. */
    private <T> T named(Supplier<T> step) {
        try {
            return step.get();
        } catch (SourceException e) {
            LOG.warn("the upload {} can't be read: {}", name, SafeText.of(String.valueOf(e.getMessage())));
            throw new SourceException(
                    e.kind(),
                    switch (e.kind()) {
                        case MISSING -> "nothing was uploaded as " + name + ", or it was deleted";
                        case CHANGED -> name + " changed while it was read; try again";
                        case DENIED, UNREADABLE -> name + " can't be read";
                    },
                    e);
        }
    }
}
