package dev.renditions.http.server;

import dev.renditions.Source;
import dev.renditions.Spooled;
import dev.renditions.index.ContentHash;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that was hashed when it was uploaded, so that nobody has to read it to find its renditions.
 *
 * @param name what to call it
 * @param content the hash of its bytes
 * @param file the file itself
 */
record UploadSource(String name, ContentHash content, Source file) implements Source {
    @Override
    public Optional<ContentHash> declaredContent() {
        return Optional.of(content);
    }

    @Override
    public OptionalLong bytes() {
        return file.bytes();
    }

    @Override
    public boolean copied() {
        return file.copied();
    }

    @Override
    public Spooled spool(Path folder) {
        return file.spool(folder);
    }
}
