package dev.renditions.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelFormatTest {
    @ParameterizedTest
    @ValueSource(strings = {"rgb24", "bgr0", "0rgb", "gbrp10le", "rgba64be", "pal8", "monow", "x2rgb10le", "rgb565le"})
    void rgbFormatsHaveFullRange(String name) {
        assertThat(new PixelFormat(name).rgb()).isTrue();
        assertThat(new PixelFormat(name).fullRange()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rgba",
                "bgra",
                "argb",
                "abgr",
                "rgba64le",
                "ya8",
                "ya16be",
                "yuva420p",
                "yuva444p12le",
                "gbrap",
                "pal8"
            })
    void recognizesFormatsWithAlpha(String name) {
        assertThat(new PixelFormat(name).alpha()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yuv420p", "yuvj420p", "rgb24", "bgr0", "gray", "gbrp", "nv12", "yuyv422", ""})
    void recognizesOpaqueFormats(String name) {
        assertThat(new PixelFormat(name).alpha()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yuv420p", "yuvj444p", "gray10le", "nv12", ""})
    void recognizesFormatsOtherThanRgb(String name) {
        assertThat(new PixelFormat(name).rgb()).isFalse();
    }
}
