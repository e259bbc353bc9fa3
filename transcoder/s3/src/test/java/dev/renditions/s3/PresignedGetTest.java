package dev.renditions.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.renditions.api.SourceName;
import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

/** Which URLs lead to the object, and which only seem to. Sends no requests. */
final class PresignedGetTest {
    private static final String QUERY =
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA%2F20260101%2Fr%2Fs3%2Faws4_request"
                    + "&X-Amz-Date=20260101T000000Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=secret0123";
    private static final SourceName SOURCE = new SourceName("films", "a/caf\u00e9 +1.mp4");
    private static final String KEY = "/a/caf%C3%A9%20%2B1.mp4";
    private static final PresignedGet AWS = PresignedGet.inPartitionOf(Region.EU_WEST_1);

    private static String refusal(PresignedGet urls, String url) {
        IllegalArgumentException e =
                catchThrowableOfType(IllegalArgumentException.class, () -> urls.check(url, SOURCE));
        assertThat(e).as(url).isNotNull();
        assertThat(e.getMessage()).doesNotContain("secret0123").doesNotContain("evil");
        return e.getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://films.s3.eu-west-1.amazonaws.com",
                "https://films.s3.us-east-2.amazonaws.com",
                "https://films.s3.amazonaws.com",
                "https://films.s3.dualstack.eu-west-1.amazonaws.com",
                "https://films.s3-fips.us-east-1.amazonaws.com",
                "https://s3.eu-west-1.amazonaws.com/films",
                "https://s3.amazonaws.com/films"
            })
    void bucketMayBeInTheHostOrThePath(String bucket) {
        URI question = AWS.check(bucket + KEY + "?" + QUERY, SOURCE);
        assertThat(question).hasToString(bucket + KEY + "?" + QUERY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/caf%c3%a9%20+1.mp4", "/%61/caf%C3%A9%20%2b1%2Emp4"})
    void requestHasOneSpellingOfTheKey(String key) {
        assertThat(AWS.check("https://films.s3.eu-west-1.amazonaws.com" + key + "?" + QUERY, SOURCE))
                .hasToString("https://films.s3.eu-west-1.amazonaws.com" + KEY + "?" + QUERY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://films.s3.amazonaws.com.evil.example",
                "https://films.s3.eu-west-1.amazonaws.com.evil.example",
                "https://films.s3.amazonaws.com@evil.example",
                "https://evil.example@films.s3.amazonaws.com",
                "https://user:pw@films.s3.amazonaws.com",
                "https://films.s3.amazonaws.com:443",
                "https://films.s3.amazonaws.com:8080",
                "https://films.s3.amazonaws.com:",
                "https://films.s3.amazonaws.com.",
                "https://films.s3.amazonaws.com%2eevil.example",
                "https://films.s3.amazonaws.com%00.evil.example",
                "https://films.s3.amazonaws.com\\.evil.example",
                "https://films.s3.amazonaws.com\\@evil.example",
                "https://evil.example\\films.s3.amazonaws.com",
                "https://evil.example/films.s3.amazonaws.com",
                "https://evil.example#films.s3.amazonaws.com",
                "https://evil.example?films.s3.amazonaws.com",
                "https:///films.s3.amazonaws.com",
                "https:films.s3.amazonaws.com",
                "https://films.s3.evil.amazonaws.com",
                "https://films.evil.s3.amazonaws.com",
                "https://evilfilms.s3.amazonaws.com",
                "https://other.s3.amazonaws.com",
                "https://films-s3.amazonaws.com",
                "https://films.s3xamazonaws.com",
                "https://films.s3.eu-west-1xamazonaws.com",
                "https://films.s3-website.eu-west-1.amazonaws.com",
                "https://films.execute-api.eu-west-1.amazonaws.com",
                "https://films.s3.cn-north-1.amazonaws.com.cn",
                "https://films.s3.us-gov-west-1.amazonaws.com",
                "https://127.0.0.1",
                "https://169.254.169.254/films",
                "https://[::1]/films",
                "https://[::ffff:169.254.169.254]/films",
                "https://2852039166/films",
                "https://0x7f.1/films",
                "https://localhost/films",
                "https://film\u017f.s3.amazonaws.com",
                "https://films\u3002s3.amazonaws.com",
                "http://films.s3.amazonaws.com",
                "HTTPS://films.s3.amazonaws.com",
                "ftp://films.s3.amazonaws.com",
                "file:///films",
                "//films.s3.amazonaws.com",
                " https://films.s3.amazonaws.com",
                "jar:https://films.s3.amazonaws.com"
            })
    void refusesOtherHosts(String start) {
        assertThat(refusal(AWS, start + KEY + "?" + QUERY)).containsAnyOf("not a presigned URL", "does not lead");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/other.mp4",
                "/",
                "//a/caf%C3%A9%20%2B1.mp4",
                "/films/a/caf%C3%A9%20%2B1.mp4",
                "/a/caf%C3%A9%20%2B1.mp4/",
                "/a/caf%25C3%25A9%20%2B1.mp4",
                "/A/caf%C3%A9%20%2B1.mp4",
                "/a/cafe%CC%81%20%2B1.mp4",
                "/b/../a/caf%C3%A9%20%2B1.mp4",
                "/b/%2e%2e/a/caf%C3%A9%20%2B1.mp4",
                "/a%2Fcaf%C3%A9%20%2B1.mp4",
                "/a/caf%C3%A9%20%2B1.mp4%00",
                "/a/caf%E9%20%2B1.mp4",
                "/a/caf%C3%A9 %2B1.mp4"
            })
    void refusesOtherPaths(String path) {
        refusal(AWS, "https://films.s3.eu-west-1.amazonaws.com" + path + "?" + QUERY);
    }

    @Test
    void bucketInThePathIsCheckedToo() {
        refusal(AWS, "https://s3.eu-west-1.amazonaws.com/other" + KEY + "?" + QUERY);
        refusal(AWS, "https://s3.eu-west-1.amazonaws.com" + KEY + "?" + QUERY);
        refusal(AWS, "https://s3.eu-west-1.amazonaws.com/films?" + QUERY);
    }

    @ParameterizedTest
    @CsvSource({
        "'', not a presigned URL",
        "?, not a presigned URL",
        "?x=1, that a presigned GET does not need",
        "?@&versionId=old, that a presigned GET does not need",
        "?@&partNumber=1, that a presigned GET does not need",
        "?@&acl, that a presigned GET does not need",
        "?@&x-id=HeadObject, a presigned HEAD is not enough",
        "?@&X-Amz-Date=20260102T000000Z, twice",
        "?@&x-amz-signature=0, twice",
        "?@&X-Amz-Copy-Source=x, that a presigned GET does not need",
        "?@#fragment, not a presigned URL",
        "?@?x, not a presigned URL",
        "?@ HTTP/1.1, not a presigned URL",
        "'?@,https://evil.example/x?@', not a presigned URL",
        "?@&X-Amz-Security-Token=evil%zz, not a presigned URL",
        "?@&X-Amz-Security-Token=evil%, not a presigned URL",
        "?@&X-Amz-Security-Token=evil%4, not a presigned URL",
        "?@&X-Amz-Security-Token=evil%-1, not a presigned URL",
        "?AWSAccessKeyId=A&Expires=1&Signature=x, that a presigned GET does not need"
    })
    void refusesOtherQueryParameters(String query, String sentence) {
        assertThat(refusal(AWS, "https://films.s3.eu-west-1.amazonaws.com" + KEY + query.replace("@", QUERY)))
                .contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Algorithm", "Credential", "Date", "Expires", "SignedHeaders", "Signature"})
    void requiresEachPartOfTheSignature(String part) {
        String query = QUERY.replaceFirst("(^|&)X-Amz-" + part + "=[^&]*", "").replaceFirst("^&", "");
        assertThat(refusal(AWS, "https://films.s3.eu-west-1.amazonaws.com" + KEY + "?" + query))
                .contains("lacks x-amz-" + part.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({"AWS4-HMAC-SHA256, AWS4-ECDSA-P256-SHA256", "SignedHeaders=host, SignedHeaders=host%3Bx-evil"})
    void refusesOtherKindsOfSignatures(String part, String other) {
        refusal(AWS, "https://films.s3.eu-west-1.amazonaws.com" + KEY + "?" + QUERY.replace(part, other));
    }

    @Test
    void refusesALongUrl() {
        refusal(
                AWS,
                "https://films.s3.eu-west-1.amazonaws.com" + KEY + "?" + QUERY + "&X-Amz-Security-Token="
                        + "t".repeat(8000));
        String token = QUERY + "&X-Amz-Security-Token=" + "t".repeat(4000) + "&x-id=GetObject";
        assertThat(AWS.check("https://films.s3.eu-west-1.amazonaws.com" + KEY + "?" + token, SOURCE)
                        .getRawQuery())
                .isEqualTo(token);
    }

    /** Another partition may have another owner's bucket with the same name. */
    @Test
    void eachPartitionAcceptsOnlyItsOwnHosts() {
        String china = "https://films.s3.cn-north-1.amazonaws.com.cn" + KEY + "?" + QUERY;
        String government = "https://films.s3.us-gov-west-1.amazonaws.com" + KEY + "?" + QUERY;
        String global = "https://films.s3.amazonaws.com" + KEY + "?" + QUERY;
        PresignedGet inChina = PresignedGet.inPartitionOf(Region.CN_NORTHWEST_1);
        PresignedGet inGovernment = PresignedGet.inPartitionOf(Region.US_GOV_EAST_1);
        assertThat(inChina.check(china, SOURCE)).hasToString(china);
        assertThat(inGovernment.check(government, SOURCE)).hasToString(government);
        refusal(inChina, global);
        refusal(inChina, government);
        refusal(inGovernment, global);
        refusal(inGovernment, china);
    }

    @Test
    void acceptsOnlyTheEndpointThatIsSet() {
        PresignedGet emulator = PresignedGet.atEndpoint(URI.create("http://127.0.0.1:4566/"));
        String there = "http://127.0.0.1:4566/films" + KEY + "?" + QUERY;
        assertThat(emulator.check(there, SOURCE)).hasToString(there);
        refusal(emulator, there.replace("4566", "4567"));
        refusal(emulator, there.replace(":4566", ""));
        refusal(emulator, there.replace("http:", "https:"));
        refusal(emulator, there.replace("127.0.0.1", "127.0.0.2"));
        refusal(emulator, "https://films.s3.amazonaws.com" + KEY + "?" + QUERY);
    }
}
