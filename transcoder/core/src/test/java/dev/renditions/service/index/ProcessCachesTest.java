package dev.renditions.service.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.SourceVersion;
import dev.renditions.testing.SampleRendition;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a process remembers for a while, by a monotonic clock. */
final class ProcessCachesTest {
    private final AtomicLong nanos = new AtomicLong(-5);

    @Test
    void contentHashOfAVersionIsRememberedForAWhile() {
        ContentHashCache versions = new ContentHashCache(nanos::get);
        SourceVersion version = SourceVersion.of("bucket", "key", "v1", 4);
        ContentHash content = ContentHash.of(new byte[] {1});
        versions.add(version, content);
        move(ContentHashCache.LIFETIME.minusMillis(1));
        assertThat(versions.find(version)).contains(content);
        assertThat(versions.find(SourceVersion.of("bucket", "key", "v2", 4))).isEmpty();
        move(Duration.ofMillis(1));
        assertThat(versions.find(version)).isEmpty();
    }

    @Test
    void verifiedLocationIsTrustedForTheConfiguredTime() {
        VerifiedLocations verified = new VerifiedLocations(Duration.ofSeconds(30), nanos::get);
        RenditionKey key = SampleRendition.KEY;
        RenditionLocation location = location(1);
        verified.add(key, location);
        move(Duration.ofSeconds(30).minusMillis(1));
        assertThat(verified.holds(key, location)).isTrue();
        assertThat(verified.holds(key, location(2))).isFalse();
        move(Duration.ofMillis(1));
        assertThat(verified.holds(key, location)).isFalse();
    }

    private void move(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static RenditionLocation location(long bytes) {
        return new RenditionLocation(URI.create("file:///film.mp4"), "video/mp4", bytes, Duration.ZERO);
    }
}
