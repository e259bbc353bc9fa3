package dev.renditions.testing;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.store.RenditionLayout;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A read-only store with any number of renditions, which are generated on request. */
public final class ManyRenditions implements ObjectStore {
    private static final URI ROOT = URI.create("file:///nowhere/");

    private final int count;
    private final AtomicInteger listed = new AtomicInteger();
    private final AtomicInteger found = new AtomicInteger();
    private final AtomicInteger mostWaiting = new AtomicInteger();
    private final Optional<StoredRendition> each;
    private volatile boolean closed;

    public ManyRenditions(int count) {
        this(count, Optional.empty());
    }

    /** A store whose renditions are all equal to this one. */
    public ManyRenditions(int count, StoredRendition each) {
        this(count, Optional.of(each));
    }

    private ManyRenditions(int count, Optional<StoredRendition> each) {
        this.count = count;
        this.each = each;
    }

    @Override
    public Stream<RenditionKey> keys() {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    mostWaiting.accumulateAndGet(listed.incrementAndGet() - found.get(), Math::max);
                    ContentHash content = new ContentHash("%064x".formatted(i));
                    return new RenditionKey(content, SampleRendition.KEY.profile());
                })
                .onClose(() -> closed = true);
    }

    @Override
    public Stream<RenditionKey> keys(ContentHash content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<StoredRendition> find(RenditionKey key) {
        found.incrementAndGet();
        if (each.isPresent()) {
            return each;
        }
        RenditionFile file = new RenditionFile("video.mp4", "video/mp4", 1, key.content());
        return Optional.of(RenditionLayout.stored(
                ROOT,
                new Manifest(key, List.of(file), Duration.ZERO, "ffmpeg 8.1.2", SampleRendition.MEDIA, Instant.EPOCH)));
    }

    /** The number of requested renditions. */
    public int found() {
        return found.get();
    }

    /** The maximum number of keys that were listed before their renditions were requested. */
    public int mostWaiting() {
        return mostWaiting.get();
    }

    /** Whether the stream of keys was closed. */
    public boolean closed() {
        return closed;
    }

    @Override
    public boolean holds(RenditionKey key, RenditionLocation location) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] read(StoredRendition rendition, RenditionFile file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Publication publish(Manifest manifest, Path folder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<TrackLocation> findTrack(TrackId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pointTo(TrackId id, TrackLocation location) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Stream<TrackId> trackIds() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void fetch(StoredRendition rendition, RenditionFile file, Path target, Duration limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public URI locate(RenditionKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
