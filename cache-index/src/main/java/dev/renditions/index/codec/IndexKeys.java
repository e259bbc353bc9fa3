package dev.renditions.index.codec;

import dev.renditions.index.AnalysisKey;
import dev.renditions.index.Counter;
import dev.renditions.index.PermissionKey;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.SourceVersion;
import java.time.Instant;

/**
 * The texts that keys have in a shared index, so that every adapter and anyone with a memcached client finds the same
 * entries. Each begins with its kind and the version of that kind; what a text means never changes, a new meaning takes a
 * new version (2 since values are sealed, see {@link Seal}; counts are not). They are ASCII without spaces and shorter than the 250 bytes memcached takes, whatever a user does, since
 * the parts of a {@link RenditionKey} are bounded, and of all other names only a digest is written. For the adapters.
 */
public final class IndexKeys {
    private IndexKeys() {}

    /** Where the location of a rendition is kept: {@code r:2:<content hash>:<profile>-<fingerprint>}. */
    public static String location(RenditionKey key) {
        return text("r:2:", key);
    }

    /** Where the lease on a rendition is kept: {@code l:2:<content hash>:<profile>-<fingerprint>}. */
    public static String lease(RenditionKey key) {
        return text("l:2:", key);
    }

    /** Where the recorded failure of a rendition is kept: {@code f:2:<content hash>:<profile>-<fingerprint>}. */
    public static String failure(RenditionKey key) {
        return text("f:2:", key);
    }

    /** Where the content of an object is kept: {@code s:2:<digest>}. */
    public static String content(SourceVersion source) {
        return "s:2:" + source.digest();
    }

    /** Where a permission is kept: {@code p:2:<digest>}. */
    public static String permission(PermissionKey key) {
        return "p:2:" + key.digest();
    }

    /** Where an analysis is kept: {@code a:2:<content hash>:<name>-<version>}. */
    public static String analysis(AnalysisKey key) {
        return "a:2:" + key.content() + ":" + key.name() + "-" + key.version();
    }

    /** Where the count of the window that {@code now} is in is kept: {@code c:1:<digest>:<window in seconds>:<its number>}. */
    public static String count(Counter counter, Instant now) {
        return "c:1:" + counter.digest() + ":" + counter.window().toSeconds() + ":" + counter.windowAt(now);
    }

    private static String text(String kind, RenditionKey key) {
        return kind + key.content() + ":" + key.profile();
    }
}
