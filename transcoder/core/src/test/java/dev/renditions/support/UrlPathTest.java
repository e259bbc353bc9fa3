package dev.renditions.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UrlPathTest {
    @Test
    void segmentsAreDecodedOnce() {
        assertThat(UrlPath.parse("/v1/a%20b/caf%C3%A9/x+y/%2520/").segments())
                .containsExactly("v1", "a b", "caf\u00e9", "x+y", "%20", "");
        assertThat(UrlPath.parse("/").segments()).containsExactly("");
        assertThat(UrlPath.parse("/a//b").segments()).containsExactly("a", "", "b");
    }

    @ParameterizedTest
    @CsvSource({
        "/a-b._~/x, /a-b._~/x",
        "/%61%2D%7E/x, /a-~/x",
        "/caf%c3%a9, /caf%C3%A9",
        "/a+b!$&'()*;=:@, '/a%2Bb%21%24%26%27%28%29%2A%3B%3D%3A%40'",
        "/a|b, /a%7Cb",
        "/%25, /%25",
        "//a/, //a/"
    })
    void everySpellingHasOneCanonicalForm(String encoded, String canonical) {
        assertThat(UrlPath.parse(encoded).canonical()).isEqualTo(canonical);
        assertThat(UrlPath.parse(canonical)).isEqualTo(UrlPath.parse(encoded));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "https://host/a",
                "/a%",
                "/a%4",
                "/a%4g",
                "/a%\uff11\uff11",
                "/a%-1",
                "/a%2Fb",
                "/a%2fb",
                "/.",
                "/a/../b",
                "/a/%2e%2E/b",
                "/a/.%2e",
                "/a%00",
                "/a%0Ab",
                "/a%7f",
                "/a b",
                "/a\u00e9",
                "/a?b",
                "/a#b",
                "/%ff",
                "/%C0%AF",
                "/%ED%A0%80",
                "/%C3"
            })
    void ambiguousPathIsRefused(String path) {
        assertThatExceptionOfType(MalformedPathException.class).isThrownBy(() -> UrlPath.parse(path));
    }
}
