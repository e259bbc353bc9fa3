package dev.renditions.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.cli.display.Cli;
import dev.renditions.config.Setting;
import dev.renditions.index.codec.Seal;
import dev.renditions.index.memcached.Certificate;
import dev.renditions.index.memcached.TlsFront;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The index commands with a real memcached. */
@Timeout(300)
final class IndexCommandsIT extends IndexCommandsScene {
    @Test
    void everyRenditionIsAHitAfterARebuild() {
        String[] run = {"run", SAMPLES.toString(), "--profiles", "audio-mp3,poster", "--json"};
        Cli.Ran first = cli.run(run);
        assertThat(first.outcomes()).as(first.err()).contains("encoded");
        long made = first.json().stream()
                .map(n -> n.path("location").asText())
                .filter(uri -> !uri.equals("null"))
                .distinct()
                .count();
        memcached.flushAll();

        Cli.Ran rebuilt = cli.run("index", "rebuild");

        assertThat(rebuilt.code()).as(rebuilt.err()).isZero();
        assertThat(rebuilt.out())
                .startsWith(made + " renditions: " + made
                        + " recorded, 0 already present, 0 unreadable, 0 without an answer from the index; tracks: ")
                .contains(" 0 already present, 0 without an answer; pointers: 0 written");
        assertThat(cli.run(run).outcomes()).containsOnly("hit", "not-applicable");
        JsonNode again = cli.run("index", "rebuild", "--json").json().get(0);
        assertThat(again.path("renditions").asLong()).isEqualTo(made);
        assertThat(again.path("present").asLong()).isEqualTo(made);
        assertThat(again.path("recorded").asLong()).isZero();
        assertThat(again.path("outage").isNull()).isTrue();
    }

    @Test
    void rebuildContinuesAfterAnUnreadableManifestAndFails() throws IOException {
        outcome("poster", STILL);
        Path damaged = folder.resolve("store/ab/" + "ab".repeat(32) + "/poster-0123456789ab/rendition.json");
        Files.createDirectories(damaged.getParent());
        Files.writeString(damaged, "{");
        memcached.flushAll();

        Cli.Ran rebuilt = cli.run("index", "rebuild");

        assertThat(rebuilt.code()).isEqualTo(1);
        assertThat(rebuilt.err()).contains("unreadable: the manifest ", "is damaged");
        assertThat(rebuilt.out()).contains("2 renditions: 1 recorded, 0 already present, 1 unreadable");
        assertThat(outcome("poster", STILL)).isEqualTo("hit");
    }

    @Test
    void getShowsTheIndexEntryAndWhetherTheStoreConfirmsIt() throws IOException {
        assertThat(get())
                .containsPattern("index entry +none")
                .containsPattern("store +does not hold it")
                .containsPattern("analyses +none");
        assertThat(folder.resolve("store")).doesNotExist();

        run(STILL);
        URI location = URI.create(cli.run("get", "poster", STILL).out().strip());
        assertThat(get())
                .containsPattern("index entry +" + location + ", image/jpeg, [0-9.]+ k?B, [0-9.]+ s of encoding")
                .containsPattern("index key +r:2:[0-9a-f]{64}:poster-")
                .containsPattern("store +holds it there")
                .containsPattern("analyses +probe-2 \\(index, store\\)");

        memcached.flushAll();
        assertThat(get())
                .containsPattern("index entry +none")
                .containsPattern("store +holds it at " + location)
                .containsPattern("analyses +probe-2 \\(store\\)");

        memcached.put(key(get()), 0, "{\"v\":1} forged".getBytes(UTF_8));
        assertThat(get())
                .containsPattern("index entry +a value that this key does not authenticate: forged, damaged, or")
                .containsPattern("store +holds it at " + location);

        cli.run("index", "rebuild");
        assertThat(get()).containsPattern("index entry +" + location);
        Files.delete(Path.of(location));
        assertThat(get()).containsPattern("store +not where the index says; does not hold it");
    }

    private static String key(String shown) {
        return shown.replaceFirst("(?s).*index key +(r:\\S+).*", "$1");
    }

    @Test
    void workersWithDifferentKeysFindRenditionsInTheStore() {
        run(STILL);
        Cli other = new Cli(folder)
                .with(Setting.INDEX, memcached.uri())
                .with(Setting.INDEX_BUDGET, "2s")
                .with(Setting.INDEX_KEY, Seal.newSecret());
        assertThat(other.run("index", "get", "poster", STILL).out())
                .containsPattern("index entry +a value that this key does not authenticate");
        assertThat(other.run("run", STILL, "--profiles", "poster", "--json").outcomes())
                .containsExactly("stored");
        assertThat(other.run("run", STILL, "--profiles", "poster", "--json").outcomes())
                .containsExactly("hit");
        assertThat(outcome("poster", STILL)).isEqualTo("stored");
    }

    @Test
    void statsShowEveryServer() {
        run(STILL);
        Cli.Ran stats = cli.run("index", "stats");
        assertThat(stats.code()).as(stats.err()).isZero();
        assertThat(stats.out())
                .containsPattern("SERVER +UPTIME +ITEMS +SIZE +OF +HITS +MISSES +EVICTIONS")
                .containsPattern(memcached.host() + ":" + memcached.port()
                        + " +0d 00:0\\d:\\d\\d +[1-9]\\d* +[0-9.]+ k?B +67\\.1 MB +\\d+ +[1-9]\\d* +0");

        memcached.stop();
        Cli.Ran stopped = cli.run("index", "stats");
        assertThat(stopped.code()).isEqualTo(1);
        assertThat(stopped.out()).isEmpty();
        assertThat(stopped.err())
                .contains("memcached at " + memcached.host() + ":" + memcached.port() + " gave no answer");
    }

    @Test
    void privateCertificateAuthorityIsTrustedIfConfigured() throws IOException {
        Certificate certificate = Certificate.of(folder, "dns:localhost");
        try (TlsFront front = new TlsFront(memcached, certificate)) {
            cli.with(Setting.INDEX, "memcached+tls://localhost:" + front.port());
            Cli.Ran untrusted = cli.run("index", "stats");
            assertThat(untrusted.code()).isEqualTo(1);

            cli.with(Setting.INDEX_CA, certificate.authority().toString());
            Cli.Ran trusted = cli.run("index", "stats");
            assertThat(trusted.code()).as(trusted.err()).isZero();
            assertThat(trusted.out()).contains("localhost:" + front.port());
        }
    }

    @Test
    void unavailableServerEndsARebuildWithASentence() {
        run(STILL, SONG);
        memcached.stop();

        Cli.Ran rebuilt = cli.run("index", "rebuild");

        assertThat(rebuilt.code()).isEqualTo(1);
        assertThat(rebuilt.out()).contains("2 renditions: 0 recorded", "2 without an answer from the index");
        assertThat(rebuilt.err()).contains("the index did not always answer; run the command again");
    }

    private String get() {
        Cli.Ran ran = cli.run("index", "get", "poster", STILL);
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out();
    }
}
