package dev.renditions.index.codec;

import dev.renditions.index.AnalysisKey;
import dev.renditions.index.Counter;
import dev.renditions.index.LeaseKey;
import dev.renditions.index.PermissionKey;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.SourceVersion;
import dev.renditions.index.TrackId;
import java.time.Instant;

/**
 * The cache keys of a shared index, the same for every adapter and for anyone with a Memcached client. A key begins
 * with its kind and the version of that kind. The meaning of a key never changes: a new meaning gets a new version (2
 * since values are sealed, see {@link Seal}; counts are not sealed). Keys are ASCII without spaces and shorter than the
 * 250 bytes that Memcached allows, whatever a user does: the parts of a {@link RenditionKey} are bounded, and other
 * names are written as a digest. For adapters.
 */
public final class IndexKeys {
    private IndexKeys() {}

    /** Key of a location: {@code r:2:<content hash>:<profile>-<fingerprint>}. */
    public static String location(RenditionKey key) {
        return text("r:2:", key);
    }

    /**
     * Key of a lease: {@code l:2:<content hash>:<profile>-<fingerprint>}, {@code l:2:<kind>-<digest>} for a track, or
     * {@code l:2:<kind>-<digest>.<first>-<end>} for a segment.
     */
    public static String lease(LeaseKey key) {
        return key instanceof RenditionKey rendition ? text("l:2:", rendition) : "l:2:" + key;
    }

    /** Key of the location of a track: {@code t:2:<kind>-<digest>}. */
    public static String track(TrackId track) {
        return "t:2:" + track;
    }

    /** Key of a recorded failure: {@code f:2:<content hash>:<profile>-<fingerprint>}. */
    public static String failure(RenditionKey key) {
        return text("f:2:", key);
    }

    /** Key of an object's content hash: {@code s:2:<digest>}. */
    public static String content(SourceVersion source) {
        return "s:2:" + source.digest();
    }

    /** Key of a permission: {@code p:2:<digest>}. */
    public static String permission(PermissionKey key) {
        return "p:2:" + key.digest();
    }

    /** Key of an analysis: {@code a:2:<content hash>:<name>-<version>}. */
    public static String analysis(AnalysisKey key) {
        return "a:2:" + key.content() + ":" + key.name() + "-" + key.version();
    }

    /**
     * Key of the count of the window that contains {@code now}: {@code c:1:<digest>:<window in seconds>:<its number>}.
     */
    public static String count(Counter counter, Instant now) {
        return "c:1:" + counter.digest() + ":" + counter.window().toSeconds() + ":" + counter.windowAt(now);
    }

    private static String text(String kind, RenditionKey key) {
        return kind + key.content() + ":" + key.profile();
    }
}
