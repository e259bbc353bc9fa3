package dev.renditions.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.renditions.support.UrlPath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SigningKeysTest {
    private static final String SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";
    private static final String OTHER = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA";
    private static final UrlPath PATH = UrlPath.parse("/v1/renditions/poster/uploads/caf%C3%A9%20+.mp4");
    private static final Instant EXPIRES = Instant.ofEpochSecond(1_800_000_000);

    /** The expected value is computed by {@code openssl dgst -sha256 -hmac}. */
    @Test
    void signatureEqualsThatOfOpenssl() {
        Signature signature = SigningKeys.parse("a:" + SECRET).sign(PATH, EXPIRES.plusMillis(999));
        assertThat(signature.query())
                .isEqualTo("expires=1800000000&key=a&signature=6FsdM8FjO3MJmb-QrjXr_ZB4A0rfPQGUFN-Xyy4nNqI");
    }

    @Test
    void firstKeySignsAndSignaturesOfAllAreValid() {
        SigningKeys before = SigningKeys.parse("old:" + SECRET);
        SigningKeys during = SigningKeys.parse("new:" + OTHER + ",old:" + SECRET);
        SigningKeys after = SigningKeys.parse("new:" + OTHER);
        Signature old = before.sign(PATH, EXPIRES);
        assertThat(during.ids()).containsExactly("new", "old");
        assertThat(during.sign(PATH, EXPIRES).key()).isEqualTo("new");
        assertThat(during.sign(PATH, EXPIRES, "old")).isEqualTo(old);
        assertThat(during.verify(old, PATH)).isTrue();
        assertThat(during.verify(after.sign(PATH, EXPIRES), PATH)).isTrue();
        assertThat(after.verify(old, PATH)).isFalse();
        assertThat(after.verify(new Signature(EXPIRES, "new", old.value()), PATH))
                .isFalse();
    }

    @Test
    void parsesKeysOnLinesAndWithPadding() {
        SigningKeys keys = SigningKeys.parse("a:" + SECRET + "=\nb:" + OTHER + "\n");
        assertThat(keys.ids()).containsExactly("a", "b");
        assertThat(keys.sign(PATH, EXPIRES))
                .isEqualTo(SigningKeys.parse("a:" + SECRET).sign(PATH, EXPIRES));
    }

    @Test
    void namesEveryMistakeAndRepeatsNoSecret() {
        String text = "noidatall" + SECRET + "," + SECRET + ":a,good:" + SECRET + ",c:" + SECRET.substring(0, 42)
                + ",d:*" + SECRET + ",good:" + OTHER + ",";
        IllegalArgumentException mistakes =
                catchThrowableOfType(IllegalArgumentException.class, () -> SigningKeys.parse(text));
        assertThat(mistakes)
                .hasMessageContaining("key 1 has no id")
                .hasMessageContaining("key 2 has an invalid id")
                .hasMessageContaining("key 4 has a secret of 31 bytes; it needs at least 32")
                .hasMessageContaining("key 5 has a secret that is not base64url")
                .hasMessageContaining("key 6 has the same id as an earlier key")
                .hasMessageContaining("key 7 has no id")
                .hasNoCause();
        assertThat(mistakes.getMessage())
                .doesNotContain("key 3", "noidatall", SECRET.substring(0, 8), OTHER.substring(0, 8));
    }

    @ParameterizedTest
    @CsvSource({
        "'', no id",
        "' ', no id",
        "':', an invalid id",
        "'a b:x', no id",
        "'a:', of 0 bytes",
        "'a:b:c', not base64url"
    })
    void refusesInvalidKeys(String text, String mistake) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKeys.parse(text))
                .withMessageContaining(mistake);
    }

    @Test
    void refusesToSignWithAnUnknownKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKeys.parse("a:" + SECRET).sign(PATH, EXPIRES, "b"))
                .withMessage("unknown signing key 'b'; the keys are a");
    }

    @Test
    void textsShowNeitherSecretsNorSignatures() {
        SigningKeys keys = SigningKeys.parse("a:" + SECRET + ",b:" + OTHER);
        assertThat(keys).hasToString("SigningKeys[a, b]");
        Signature signature = keys.sign(PATH, EXPIRES);
        assertThat(signature.toString()).contains("key=a").doesNotContain(signature.value());
    }

    @Test
    void refusesOtherSpellingsOfASignature() {
        SigningKeys keys = SigningKeys.parse("a:" + SECRET);
        String right = keys.sign(PATH, EXPIRES).value();
        byte[] bytes = Base64.getUrlDecoder().decode(right);
        for (String other : new String[] {
            right + "=",
            right + " ",
            "",
            right.substring(1),
            Base64.getEncoder().encodeToString(bytes),
            HexFormat.of().formatHex(bytes),
            new String(bytes, StandardCharsets.ISO_8859_1)
        }) {
            assertThat(keys.verify(new Signature(EXPIRES, "a", other), PATH))
                    .as(other)
                    .isFalse();
        }
        // The last character has two bits that don't belong to any byte.
        String same = right.substring(0, 42) + (char) (right.charAt(42) + 1);
        assertThat(Base64.getUrlDecoder().decode(same)).isEqualTo(bytes);
        assertThat(keys.verify(new Signature(EXPIRES, "a", same), PATH)).isFalse();
        assertThat(keys.verify(new Signature(EXPIRES, "a", right), PATH)).isTrue();
    }
}
