package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.cli.display.Cli;
import dev.renditions.config.Setting;
import dev.renditions.files.PrivateFolder;
import dev.renditions.http.access.Signature;
import dev.renditions.http.access.SigningKeys;
import dev.renditions.support.UrlPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SignCommandTest {
    private static final String SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";
    private static final String KEYS = "a:" + SECRET + ",b:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA";
    private static final String PATH = "/v1/renditions/poster/uploads/film.mp4";

    @TempDir
    Path folder;

    private Cli.Ran sign(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "sign";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Cli(folder).with(Setting.SIGNING_KEYS, KEYS).run(all);
    }

    private static Map<String, String> query(String url) {
        return Arrays.stream(url.strip().replaceFirst(".*\\?", "").split("&"))
                .map(p -> p.split("=", 2))
                .collect(Collectors.toMap(p -> p[0], p -> p[1]));
    }

    private static boolean made(String url, String path) {
        Map<String, String> query = query(url);
        Signature signature = new Signature(
                Instant.ofEpochSecond(Long.parseLong(query.get("expires"))), query.get("key"), query.get("signature"));
        return SigningKeys.parse(KEYS).verify(signature, UrlPath.parse(path));
    }

    private static Duration left(String url) {
        return Duration.between(
                Instant.now(), Instant.ofEpochSecond(Long.parseLong(query(url).get("expires"))));
    }

    @Test
    void linkIsSignedByTheFirstKeyForAnHour() {
        Cli.Ran ran = sign("https://media.example" + PATH);
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .startsWith("https://media.example" + PATH + "?expires=")
                .contains("&key=a&signature=");
        assertThat(ran.out().strip().lines()).hasSize(1);
        assertThat(ran.err()).isEmpty();
        assertThat(made(ran.out(), PATH)).isTrue();
        assertThat(left(ran.out())).isBetween(Duration.ofMinutes(58), Duration.ofMinutes(60));
    }

    @Test
    void userSelectsKeyTimeAndQuery() {
        Cli.Ran ran = sign(PATH + "?wait=5&file=a%20b", "--expires", "168h", "--key", "b");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith(PATH + "?wait=5&file=a%20b&expires=").contains("&key=b&");
        assertThat(made(ran.out(), PATH)).isTrue();
        assertThat(left(ran.out())).isBetween(Duration.ofHours(167), Duration.ofHours(168));
    }

    @Test
    void pathIsPercentEncoded() {
        Cli.Ran ran = sign("/v1/renditions/poster/uploads/caf\u00e9 +1.mp4");
        assertThat(ran.out()).startsWith("/v1/renditions/poster/uploads/caf%C3%A9%20%2B1.mp4?expires=");
        assertThat(made(ran.out(), "/v1/renditions/poster/uploads/caf%c3%a9%20+1.mp4"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "v1/profiles, can't be signed; give a path",
        "ftp://host/x, can't be signed; give a path",
        "https://host, can't be signed; give a path",
        "/x#part, can't be signed; give a path",
        "/a/../b, a path with the segment '..' is not allowed",
        "/a%2Fb, an encoded slash",
        "/a%zz, two hexadecimal digits",
        "/x?key=a, already has the parameter 'key'",
        "/x?wait=1&signature=a, already has the parameter 'signature'"
    })
    void invalidLinkIsWrongUsage(String link, String sentence) {
        Cli.Ran ran = sign(link);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains(sentence);
        assertThat(ran.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--expires, 169h, is too long; the maximum is 168h",
        "--expires, soon, is not a duration",
        "--expires, 0s, is not a duration",
        "--key, c, 'unknown signing key ''c''; the keys are a, b'"
    })
    void invalidOptionIsWrongUsage(String option, String value, String sentence) {
        Cli.Ran ran = sign(PATH, option, value);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains(sentence).doesNotContain(SECRET);
    }

    @Test
    void messageWithoutKeysTellsHowToCreateThem() {
        Cli.Ran ran = new Cli(folder).run("sign", PATH);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("set RENDITIONS_SIGNING_KEYS to ID:SECRET");
    }

    @Test
    void keysMayBeInAFileButNotOnTheCommandLine() throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), KEYS);
        PrivateFolder.allow(file, "rw-------");
        Cli.Ran fromFile = new Cli(folder).run("sign", PATH, "--signing-keys", "@" + file);
        assertThat(fromFile.code()).isZero();
        assertThat(made(fromFile.out(), PATH)).isTrue();
        Cli.Ran bare = new Cli(folder).run("sign", PATH, "--signing-keys", KEYS);
        assertThat(bare.code()).isEqualTo(2);
        assertThat(bare.err()).contains("visible to all").doesNotContain(SECRET);
        assertThat(bare.out()).isEmpty();
    }
}
