package dev.renditions.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
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
                        "r:1:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855:mp4-720p-0123456789ab");
        assertThat(IndexKeys.lease(key))
                .isEqualTo(
                        "l:1:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855:mp4-720p-0123456789ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a-9", LONGEST, "a----------------------------------------------9"})
    void keysOfEveryNameAreLegalInMemcached(String name) {
        RenditionKey key = new RenditionKey(HASH, new ProfileId(name, "0123456789ab"));
        for (String text : List.of(IndexKeys.location(key), IndexKeys.lease(key))) {
            assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(250);
            assertThat(text.chars()).allMatch(c -> c > ' ' && c < 0x7f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", LONGEST + "p", "a b", "a\nb", "a\u0000b", "\u00e9", "A", "a\u2028"})
    void namesThatMemcachedWouldRefuseMakeNoKey(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ProfileId(name, "0123456789ab"));
    }
}
