package dev.renditions.testing;

import dev.renditions.index.Analyses;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHashes;
import dev.renditions.index.Counters;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.IndexedRenditions;
import dev.renditions.index.Leases;
import dev.renditions.index.Permissions;
import dev.renditions.index.RecordedFailures;
import dev.renditions.index.RenditionLocations;
import dev.renditions.index.TrackLocations;
import java.lang.reflect.Proxy;

/** An unavailable index. A test may replace some of its ports. */
public class UnavailableIndex implements ArtifactIndex {
    /** A port on which every request fails. {@code isShared} and {@code wasSeen} make no request. */
    public static <T> T unavailable(Class<T> port) {
        Object proxy =
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, arguments) -> {
                    if (method.getName().equals("isShared")) {
                        return true;
                    }
                    if (method.getName().equals("wasSeen")) {
                        return false;
                    }
                    throw noAnswer();
                });
        return port.cast(proxy);
    }

    /** The exception of each request. */
    public static IndexUnavailableException noAnswer() {
        return new IndexUnavailableException("the index is unavailable", new IllegalStateException("absent"));
    }

    @Override
    public RenditionLocations locations() {
        return unavailable(RenditionLocations.class);
    }

    @Override
    public RecordedFailures failures() {
        return unavailable(RecordedFailures.class);
    }

    @Override
    public IndexedRenditions renditions() {
        return unavailable(IndexedRenditions.class);
    }

    @Override
    public TrackLocations tracks() {
        return unavailable(TrackLocations.class);
    }

    @Override
    public Leases leases() {
        return unavailable(Leases.class);
    }

    @Override
    public ContentHashes contentHashes() {
        return unavailable(ContentHashes.class);
    }

    @Override
    public Analyses analyses() {
        return unavailable(Analyses.class);
    }

    @Override
    public Permissions permissions() {
        return unavailable(Permissions.class);
    }

    @Override
    public Counters counters() {
        return unavailable(Counters.class);
    }

    @Override
    public void close() {}
}
