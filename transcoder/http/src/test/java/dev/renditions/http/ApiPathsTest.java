package dev.renditions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.SourceName;
import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiScene;
import dev.renditions.http.message.Caller;
import dev.renditions.http.message.QueryParameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A path or query has exactly one meaning, or is refused. */
final class ApiPathsTest extends ApiScene {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /uploads/a.mp4 | a.mp4
            /uploads/a/b//c.mp4 | a/b//c.mp4
            /uploads//a | /a
            /uploads/a%20b | a b
            /uploads/a+b | a+b
            /uploads/a%2Bb | a+b
            /uploads/a%2520b | a%20b
            /uploads/%3Fwait=1 | ?wait=1
            /uploads/a%5Cb | a\\b
            /uploads/.hidden/..x/x.. | .hidden/..x/x..
            /uploads/%F0%9F%8E%AC.mp4 | \uD83C\uDFAC.mp4
            /uploads/a;b=c,d@e:f&g$h!i'j(k)* | a;b=c,d@e:f&g$h!i'j(k)*
            """, quoteCharacter = '"')
    void keyIsTheRestOfThePathDecodedOnce(String path, String key) {
        SourceName[] asked = new SourceName[1];
        gate = new AccessPolicy() {
            @Override
            public void admit(ApiRequest request, SourceName source) {
                asked[0] = source;
            }

            @Override
            public String admit(ApiRequest request) {
                return "anybody";
            }
        };
        get("/v1/renditions/poster" + path);
        assertThat(asked[0]).isEqualTo(new SourceName("uploads", key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/uploads/../secrets/a",
                "/uploads/%2e%2e/a",
                "/uploads/a/%2E/b",
                "/uploads/..%2Fa",
                "/uploads/a%2fb",
                "/uploads/a%00b",
                "/uploads/a%0Ab",
                "/uploads/a%7F",
                "/uploads/%ff",
                "/uploads/%C0%AF",
                "/uploads/%ED%A0%80",
                "/uploads/%",
                "/uploads/%4",
                "/uploads/%zz",
                "/uploads/%+1",
                "/uploads/a b",
                "/uploads/\u00e9",
                "/uploads/a?b",
                "/uploads/a#b",
                "/uploads/folder/",
                "/Uploads/a",
                "/up_loads/a",
                "/u/a",
                "/%2e%2e/a",
                "/a%20b/c",
            })
    void refusesAmbiguousPaths(String path) {
        assertThat(api().answer(new ApiRequest(
                                "GET",
                                "/v1/renditions/poster" + path,
                                Map.of(),
                                Map.of(),
                                new Caller.Address("192.0.2.1")))
                        .status())
                .isEqualTo(400);
        assertThat(onDemand.waits).isEmpty();
    }

    @Test
    void refusesLongPathsAndKeys() {
        problem(get("/v1/renditions/poster/uploads/" + "a".repeat(1025)), 400);
        problem(get("/v1/renditions/poster/uploads/" + "a".repeat(5_000_000)), 400);
        assertThat(get("/v1/renditions/poster/uploads/" + "%C3%A9".repeat(512)).status())
                .isEqualTo(202);
    }

    @Test
    void literalPartsHaveOneSpelling() {
        problem(get("/v1/Profiles"), 404);
        problem(get("//v1/profiles"), 404);
        problem(get("/v1//profiles"), 404);
        problem(get("v1/profiles"), 400);
        problem(get(""), 400);
    }

    @Test
    void parsesQueriesStrictly() {
        assertThat(QueryParameters.parse("")).isEmpty();
        assertThat(QueryParameters.parse("a=1&b=&c&a=2+3%2B4&&=x&d=%26%3D"))
                .containsEntry("a", List.of("1", "2 3+4"))
                .containsEntry("b", List.of(""))
                .containsEntry("c", List.of(""))
                .containsEntry("", List.of("x"))
                .containsEntry("d", List.of("&="));
        for (String bad : new String[] {"a=%", "a=%4", "a=%zz", "a=%ff", "a= ", "a=\u00e9", "a=#", "a".repeat(9000)}) {
            assertThatThrownBy(() -> QueryParameters.parse(bad))
                    .as(bad)
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            e -> assertThat(e.problem().status()).isEqualTo(400));
        }
        assertThatThrownBy(() -> QueryParameters.parse("a&".repeat(101))).isInstanceOf(ApiException.class);
    }
}
