package dev.renditions.testing;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.analysis.AnalysisStore;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A store that counts checks of files and reads of manifests. */
public class CountingStore implements ObjectStore {
    private final ObjectStore store;
    private final AtomicInteger checks = new AtomicInteger();
    private final AtomicInteger finds = new AtomicInteger();

    public CountingStore(ObjectStore store) {
        this.store = store;
    }

    public int checks() {
        return checks.get();
    }

    public int finds() {
        return finds.get();
    }

    @Override
    public Optional<StoredRendition> find(RenditionKey key) {
        finds.incrementAndGet();
        return store.find(key);
    }

    @Override
    public boolean holds(RenditionKey key, RenditionLocation location) {
        checks.incrementAndGet();
        return store.holds(key, location);
    }

    @Override
    public byte[] read(StoredRendition rendition, RenditionFile file) {
        return store.read(rendition, file);
    }

    @Override
    public Publication publish(Manifest manifest, Path folder) {
        return store.publish(manifest, folder);
    }

    @Override
    public AnalysisStore analyses() {
        return store.analyses();
    }

    @Override
    public Stream<RenditionKey> keys() {
        return store.keys();
    }

    @Override
    public Stream<RenditionKey> keys(ContentHash content) {
        return store.keys(content);
    }

    @Override
    public Optional<TrackLocation> findTrack(TrackId id) {
        return store.findTrack(id);
    }

    @Override
    public void pointTo(TrackId id, TrackLocation location) {
        store.pointTo(id, location);
    }

    @Override
    public Stream<TrackId> trackIds() {
        return store.trackIds();
    }

    @Override
    public void fetch(StoredRendition rendition, RenditionFile file, Path target, Duration limit) {
        store.fetch(rendition, file, target, limit);
    }

    @Override
    public URI locate(RenditionKey key) {
        return store.locate(key);
    }

    @Override
    public void close() {
        store.close();
    }
}
