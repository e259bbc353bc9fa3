package dev.renditions.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class S3UriTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.mp4",
                "folder/a.mp4",
                "/leading",
                "a//b",
                "../up",
                "a b+c%20d",
                "a?versionId=1#f",
                "caf\u00e9",
                "two\nlines",
                "s3://inner/key"
            })
    void keyIsLiteral(String key) {
        S3Uri uri = S3Uri.parse("s3://bucket/" + key);

        assertThat(uri).isEqualTo(new S3Uri("bucket", key));
        assertThat(uri).hasToString("s3://bucket/" + key);
    }

    @Test
    void bucketAloneHasAnEmptyKey() {
        assertThat(S3Uri.parse("s3://my.bucket")).isEqualTo(new S3Uri("my.bucket", ""));
        assertThat(S3Uri.parse("s3://my.bucket/")).isEqualTo(new S3Uri("my.bucket", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bucket/key", "S3://bucket/key", "s3:/bucket/key", "s3://", "s3:///key", "s3://a b/key"})
    void refusesOtherForms(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> S3Uri.parse(text));
    }

    @Test
    void refusesAKeyThatIsTooLong() {
        assertThat(S3Uri.parse("s3://bucket/" + "\u00e9".repeat(512)).key()).hasSize(512);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S3Uri.parse("s3://bucket/" + "\u00e9".repeat(513)))
                .withMessageContaining("1024 bytes");
    }
}
