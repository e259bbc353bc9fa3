package dev.renditions.testing;

import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHash;
import dev.renditions.index.Counter;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.Lease;
import dev.renditions.index.Permission;
import dev.renditions.index.PermissionKey;
import dev.renditions.index.RecordedFailure;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.SourceVersion;
import java.time.Duration;
import java.util.Optional;

/** An index that never answers, but for what a test has it answer. */
public class AbsentIndex implements ArtifactIndex {
    @Override
    public Optional<RenditionLocation> find(RenditionKey key) {
        throw noAnswer();
    }

    @Override
    public void record(RenditionKey key, RenditionLocation location, Duration ttl) {
        throw noAnswer();
    }

    @Override
    public boolean recordIfAbsent(RenditionKey key, RenditionLocation location, Duration ttl) {
        throw noAnswer();
    }

    @Override
    public boolean evict(RenditionKey key) {
        throw noAnswer();
    }

    @Override
    public Optional<RecordedFailure> findFailure(RenditionKey key) {
        throw noAnswer();
    }

    @Override
    public void recordFailure(RenditionKey key, RecordedFailure failure, Duration ttl) {
        throw noAnswer();
    }

    @Override
    public Optional<ContentHash> findContent(SourceVersion source) {
        throw noAnswer();
    }

    @Override
    public void recordContent(SourceVersion source, ContentHash content, Duration ttl) {
        throw noAnswer();
    }

    @Override
    public boolean evictContent(SourceVersion source) {
        throw noAnswer();
    }

    @Override
    public Optional<String> findAnalysis(AnalysisKey key) {
        throw noAnswer();
    }

    @Override
    public void recordAnalysis(AnalysisKey key, String json, Duration ttl) {
        throw noAnswer();
    }

    @Override
    public Optional<Permission> findPermission(PermissionKey key) {
        throw noAnswer();
    }

    @Override
    public void recordPermission(PermissionKey key, Permission permission, Duration ttl) {
        throw noAnswer();
    }

    @Override
    public long count(Counter counter) {
        throw noAnswer();
    }

    @Override
    public boolean forget(Counter counter) {
        throw noAnswer();
    }

    @Override
    public Optional<Lease> tryLease(RenditionKey key, Duration ttl) {
        throw noAnswer();
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration ttl) {
        throw noAnswer();
    }

    @Override
    public boolean publish(Lease lease, RenditionLocation location, Duration ttl) {
        throw noAnswer();
    }

    @Override
    public boolean release(Lease lease) {
        throw noAnswer();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void close() {}

    private static IndexUnavailableException noAnswer() {
        return new IndexUnavailableException("nobody is there", new IllegalStateException("absent"));
    }
}
