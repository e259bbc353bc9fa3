package dev.renditions.testing;

import dev.renditions.api.Source;
import dev.renditions.api.SpooledSource;
import dev.renditions.index.ContentHash;
import dev.renditions.index.SourceVersion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A source with a version, like an object, that counts how often it is read. */
public class CountingSource implements Source {
    private final Source bytes;
    private final SourceVersion version;
    private final Optional<ContentHash> declared;
    private final AtomicInteger reads = new AtomicInteger();

    public CountingSource(Source bytes, String version, Optional<ContentHash> declared) {
        this.bytes = bytes;
        this.version = SourceVersion.of("bucket", "key", version, 1);
        this.declared = declared;
    }

    public int reads() {
        return reads.get();
    }

    @Override
    public String name() {
        return bytes.name();
    }

    @Override
    public Optional<SourceVersion> version() {
        return Optional.of(version);
    }

    @Override
    public Optional<ContentHash> declaredContent() {
        return declared;
    }

    @Override
    public SpooledSource spool(Path folder) {
        reads.incrementAndGet();
        SpooledSource spooled = bytes.spool(folder);
        return new SpooledSource(
                spooled.content(), spooled.bytes(), spooled.file(), spooled.stamp(), Optional.of(version));
    }
}
