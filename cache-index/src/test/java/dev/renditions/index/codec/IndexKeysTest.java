package dev.renditions.index.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ContentHash;
import dev.renditions.index.Counter;
import dev.renditions.index.PermissionKey;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.SegmentId;
import dev.renditions.index.SourceVersion;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexKeysTest {
    private static final String LONGEST = "pppppppppppppppppppppppppppppppppppppppppppppppp";
    private static final ContentHash HASH = ContentHash.of(new byte[0]);

    @Test
    void keysHaveTheTextsThatOtherVersionsRead() {
        RenditionKey key = new RenditionKey(HASH, new ProfileId("mp4-720p", "0123456789ab"));
        assertThat(IndexKeys.location(key))
                .isEqualTo(
                        "r:2:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855:mp4-720p-0123456789ab");
        assertThat(IndexKeys.lease(key))
                .isEqualTo(
                        "l:2:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855:mp4-720p-0123456789ab");
        TrackId track = new TrackId(TrackKind.VIDEO, HASH.hex());
        assertThat(IndexKeys.track(track))
                .isEqualTo("t:2:video-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(IndexKeys.lease(track))
                .isEqualTo("l:2:video-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(IndexKeys.lease(new SegmentId(track, 0, 1350)))
                .isEqualTo("l:2:video-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.0-1350");
        assertThat(IndexKeys.failure(key))
                .isEqualTo(
                        "f:2:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855:mp4-720p-0123456789ab");
        assertThat(IndexKeys.content(new SourceVersion(HASH)))
                .isEqualTo("s:2:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(IndexKeys.permission(new PermissionKey(HASH)))
                .isEqualTo("p:2:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(IndexKeys.analysis(new AnalysisKey(HASH, "condition", 12)))
                .isEqualTo("a:2:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855:condition-12");
        assertThat(IndexKeys.count(new Counter(HASH, Duration.ofMinutes(1)), Instant.parse("2026-01-01T00:00:59.999Z")))
                .isEqualTo("c:1:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855:60:29453760");
    }

    /** A changed digest would invalidate all entries, and every source would be hashed again. */
    @Test
    void sourceAndCounterHaveTheDigestsThatOtherVersionsCompute() {
        ContentHash source = ContentHash.of("7:uploads13:caf\u00e9/a b.mp42:v14:1234".getBytes(StandardCharsets.UTF_8));
        assertThat(SourceVersion.of("uploads", "caf\u00e9/a b.mp4", "v1", 1234).digest())
                .isEqualTo(source);
        assertThat(SourceVersion.of("uploads", "caf\u00e9/a b.mp", "4v1", 1234).digest())
                .isNotEqualTo(source);
        assertThat(Counter.of("", Duration.ofMinutes(1)).digest()).isEqualTo(HASH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a-9", LONGEST, "a----------------------------------------------9"})
    void keysOfEveryNameAreLegalInMemcached(String name) {
        RenditionKey key = new RenditionKey(HASH, new ProfileId(name, "0123456789ab"));
        Counter counter = Counter.of(name, Duration.ofDays(30));
        for (String text : List.of(
                IndexKeys.location(key),
                IndexKeys.lease(key),
                IndexKeys.failure(key),
                IndexKeys.content(SourceVersion.of(name, "\r\n \u00e9".repeat(500), name, Long.MAX_VALUE)),
                IndexKeys.permission(PermissionKey.of("\r\n".repeat(500), name, "\u00e9".repeat(500))),
                IndexKeys.count(counter, Instant.MIN),
                IndexKeys.count(counter, Instant.MAX))) {
            assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(250);
            assertThat(text.chars()).allMatch(c -> c > ' ' && c < 0x7f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", LONGEST + "p", "a b", "a\nb", "a\u0000b", "\u00e9", "A", "a\u2028"})
    void refusesNamesThatAreIllegalInMemcachedKeys(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ProfileId(name, "0123456789ab"));
    }
}
