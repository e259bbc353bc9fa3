package dev.renditions.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

final class S3StoreTest {
    private final AtomicInteger closed = new AtomicInteger();
    private final S3Client client = new S3Client() {
        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    };

    @Test
    void doesNotCloseTheCallersClient() {
        new S3Store(client, "bucket", "").close();

        assertThat(closed).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "out", "out/", "media/out", "_a/b-c/d.e"})
    void acceptsAPlainPrefix(String prefix) {
        S3Store store = new S3Store(client, "bucket", prefix);

        String folder = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        assertThat(store).hasToString("s3://bucket/" + folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/out", "out//", "a//b", "../out", "a/./b", "a b", "caf\u00e9", "a%20b", "a?b"})
    void refusesAPrefixThatAUriWouldEncode(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new S3Store(client, "bucket", prefix))
                .withMessageContaining("invalid prefix for renditions");
    }

    @Test
    void refusesAnInvalidBucketName() {
        assertThatIllegalArgumentException().isThrownBy(() -> new S3Store(client, "no bucket", ""));
    }
}
