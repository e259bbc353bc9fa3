package dev.renditions.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.renditions.api.SourceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AllowedSourcesTest {
    @ParameterizedTest
    @CsvSource({
        "s3://bucket, bucket, film.mp4, true",
        "s3://bucket/, bucket, a/film.mp4, true",
        "s3://bucket, bucket2, film.mp4, false",
        "s3://bucket, ucket, film.mp4, false",
        "s3://bucket/pre, bucket, pre, true",
        "s3://bucket/pre, bucket, pre/film.mp4, true",
        "s3://bucket/pre, bucket, pre/a/b/film.mp4, true",
        "s3://bucket/pre, bucket, prefix-other/film.mp4, false",
        "s3://bucket/pre, bucket, prefix.mp4, false",
        "s3://bucket/pre, bucket, a/pre/film.mp4, false",
        "s3://bucket/pre, bucket, /pre/film.mp4, false",
        "s3://bucket/pre, bucket, PRE/film.mp4, false",
        "s3://bucket/pre, bucket, pre%2Ffilm.mp4, false",
        "s3://bucket/pre, other, pre/film.mp4, false",
        "s3://bucket/pre/, bucket, pre, false",
        "s3://bucket/pre/, bucket, pre/film.mp4, true",
        "s3://bucket/pre/, bucket, pre//film.mp4, true",
        "s3://bucket/a%20b, bucket, a%20b/film.mp4, true",
        "s3://bucket/a%20b, bucket, a b/film.mp4, false",
    })
    void prefixMatchesWholeSegmentsLiterally(String list, String bucket, String key, boolean has) {
        assertThat(AllowedSources.parse(list).has(new SourceName(bucket, key))).isEqualTo(has);
    }

    @Test
    void severalPlacesAreAllAllowed() {
        AllowedSources list = AllowedSources.parse(" s3://one/a , s3://two ,");
        assertThat(list.has(new SourceName("one", "a/x"))).isTrue();
        assertThat(list.has(new SourceName("two", "b/x"))).isTrue();
        assertThat(list.has(new SourceName("one", "b/x"))).isFalse();
        assertThat(list.with("uploads").has(new SourceName("uploads", "x"))).isTrue();
        assertThat(list.has(new SourceName("uploads", "x"))).isFalse();
    }

    @Test
    void allowsNothingByDefault() {
        assertThat(AllowedSources.parse("").places()).isEmpty();
        assertThat(AllowedSources.none().has(new SourceName("bucket", "x"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bucket",
                "https://bucket/x",
                "s3:/bucket",
                "s3://",
                "s3:///key",
                "s3://b",
                "s3://Bucket",
                "s3://bucket/*",
                "s3://buck*",
                "s3://bucket/../x",
                "s3://bucket/./x",
                "s3://bucket@evil/x",
                "s3://bucket:80/x"
            })
    void refusesInvalidSources(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedSources.parse("s3://good," + text))
                .withMessageContaining("'" + text + "' is not a list of sources");
    }

    @Test
    void namesAllMistakes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedSources.parse("one,s3://good,two"))
                .withMessageContaining("'one'")
                .withMessageContaining("'two'");
    }
}
