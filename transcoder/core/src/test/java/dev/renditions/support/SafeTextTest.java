package dev.renditions.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    /** Includes 8-bit control characters, and characters that change the direction of text. */
    @ParameterizedTest
    @ValueSource(ints = {0, '\n', '\r', '\t', 0x1B, 0x7F, 0x85, 0x9B, 0x200B, 0x202E, 0x2028, 0x2029, 0xFEFF})
    void controlCharactersAreReplaced(int character) {
        assertThat(SafeText.of("a" + Character.toString(character) + "b")).isEqualTo("a\uFFFDb");
    }

    @Test
    void lettersOfAllScriptsStay() {
        assertThat(SafeText.of("café 漢字 עברית 🎬.mp4")).isEqualTo("café 漢字 עברית 🎬.mp4");
    }
}
