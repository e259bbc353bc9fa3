package dev.renditions.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamHashTest {
    private static final String DIGITS = "0123456789abcdef".repeat(4);

    @Test
    void is64HexDigits() {
        assertThat(new StreamHash(DIGITS)).hasToString(DIGITS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0123456789ABCDEF", "../x"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamHash(text));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamHash(DIGITS.substring(text.length() + 1) + text));
    }
}
