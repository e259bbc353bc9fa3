package dev.renditions.ffmpeg.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldDigestTest {
    /** SHA-256 of a length of eight bytes and the text. */
    @Test
    void isASha256OfLengthsAndTexts() {
        assertThat(new FieldDigest().hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(new FieldDigest().text("abc").hex())
                .isEqualTo("c3494ca1a2cf8eeb8a11ded316fb55b83c3bbbedb6313cd50415251e5d09e12f");
    }

    @Test
    void fieldsCannotBeMistaken() {
        assertThat(List.of(
                        new FieldDigest().text("ab").text("c").hex(),
                        new FieldDigest().text("a").text("bc").hex(),
                        new FieldDigest().text("abc").text("").hex(),
                        new FieldDigest().texts(List.of("ab", "c")).hex(),
                        new FieldDigest()
                                .texts(List.of("ab"))
                                .texts(List.of("c"))
                                .hex(),
                        new FieldDigest().texts(List.of()).text("ab").text("c").hex()))
                .doesNotHaveDuplicates();
    }
}
