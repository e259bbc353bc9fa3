package dev.renditions.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code If-None-Match} headers (RFC 9110, 13.1.2). */
final class EntityTagTest {
    private static final EntityTag STRONG = new EntityTag("\"a\"");
    private static final EntityTag WEAK = new EntityTag("W/\"a\"");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "a"                 | true
            W/"a"               | true
            "b"                 | false
            "b", "a"            | true
            "b","a"             | true
            W/"b" , W/"a"       | true
            "a", "b"            | true
            , ,"a",             | true
            "b", , "a"          | true
            "x,y", "a"          | true
            "x, "a", "b"        | true
            *                   | true
            ` * `               | true
            `\t"a"\t`           | true
            "*"                 | false
            *, "b"              | false
            "b", *              | false
            a                   | false
            "aa"                | false
            "A"                 | false
            w/"a"               | false
            W/ "a"              | false
            W/a                 | false
            "a                  | false
            a"                  | false
            'a'                 | false
            'x', "a"            | true
            "x,"a","            | true
            "b" "a"             | false
            ``                  | false
            ,                   | false
            """)
    void findsATagInAList(String header, boolean found) {
        assertThat(STRONG.isIn(header)).as("strong").isEqualTo(found);
        assertThat(WEAK.isIn(header)).as("weak").isEqualTo(found);
    }

    @Test
    void commaMayBePartOfATag() {
        EntityTag tag = new EntityTag("\"a,b\"");
        assertThat(tag.isIn("\"a,b\"")).isTrue();
        assertThat(tag.isIn("\"c\", W/\"a,b\"")).isTrue();
        assertThat(tag.isIn("\"a\", \"b\"")).isFalse();
    }

    @Test
    void ignoresAHeaderThatIsTooLong() {
        assertThat(STRONG.isIn("\"b\",".repeat(1000) + "\"a\"")).isTrue();
        assertThat(STRONG.isIn("\"b\",".repeat(1024) + "\"a\"")).isFalse();
    }
}
