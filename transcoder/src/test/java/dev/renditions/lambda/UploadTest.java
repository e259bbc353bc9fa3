package dev.renditions.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UploadTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "plain.mp4             | plain.mp4",
                "a+b.mp4               | a b.mp4",
                "a%2Bb.mp4             | a+b.mp4",
                "a%252Bb.mp4           | a%2Bb.mp4",
                "caf%C3%A9+%2B+x.mp4   | café + x.mp4",
                "-i+x.mp4              | -i x.mp4",
                "..%2F..%2Fetc/passwd  | ../../etc/passwd",
                "100%25.mp4            | 100%.mp4",
            })
    void keysAreDecodedOnce(String encoded, String key) {
        assertThat(Upload.of(Events.record("b", encoded, null, "ObjectCreated:Put"))
                        .orElseThrow()
                        .key())
                .isEqualTo(key);
    }

    @Test
    void newlineInAKeyIsItself() {
        assertThat(Upload.of(Events.record("b", "a%0Ab", null, "ObjectCreated:Put"))
                        .orElseThrow()
                        .key())
                .isEqualTo("a\nb");
    }

    @Test
    void versionIsKept() {
        assertThat(Upload.of(Events.record("b", "k", "v1", "s3:ObjectCreated:CompleteMultipartUpload")))
                .contains(new Upload("b", "k", Optional.of("v1"), Optional.of("etag"), Optional.of(1L)));
        assertThat(Upload.of(Events.record("b", "k", "", "ObjectCreated:Copy")))
                .contains(new Upload("b", "k", Optional.empty(), Optional.of("etag"), Optional.of(1L)));
    }

    @ParameterizedTest
    @CsvSource({"ObjectRemoved:Delete", "s3:TestEvent", "ObjectTagging:Put", "ObjectCreatedX"})
    void otherEventsAreNone(String event) {
        assertThat(Upload.of(Events.record("b", "k", null, event))).isEmpty();
    }

    @Test
    void recordsThatNameNothingAreMistakes() {
        S3EventNotificationRecord empty = new S3EventNotificationRecord(
                "us-east-1", "ObjectCreated:Put", "aws:s3", null, "2.1", null, null, null, null);
        assertThatThrownBy(() -> Upload.of(empty)).hasMessageContaining("no bucket and key");
        assertThatThrownBy(() -> Upload.of(Events.record("b", "100%zz", null, "ObjectCreated:Put")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
