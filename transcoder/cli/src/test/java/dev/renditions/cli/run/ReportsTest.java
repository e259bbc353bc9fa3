package dev.renditions.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.LookupMetric;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.ResultJson;
import dev.renditions.cli.display.Amounts;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionLocation;
import dev.renditions.testing.ResultForm;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reports of a run for users and scripts. */
final class ReportsTest {
    private static final ContentHash CONTENT = ContentHash.of("film".getBytes(StandardCharsets.UTF_8));
    private static final RenditionLocation LOCATION =
            new RenditionLocation(URI.create("s3://bucket/video.mp4"), "video/mp4", 1_234_567, Duration.ofMillis(2500));
    private static final RenditionResult HIT = new RenditionResult(
            "a b.mp4",
            Optional.of(CONTENT),
            ProfileId.parse("mp4-720p-0123456789ab"),
            Outcome.HIT,
            Optional.of(LOCATION),
            Duration.ofMillis(4),
            Duration.ofMillis(2500),
            Optional.empty(),
            "",
            Optional.empty());
    private static final RenditionResult FAILED = new RenditionResult(
            "evil\u001b[31m\nname.mp4",
            Optional.empty(),
            ProfileId.parse("poster-0123456789ab"),
            Outcome.FAILED,
            Optional.empty(),
            Duration.ZERO,
            Duration.ZERO,
            Optional.empty(),
            "it is broken",
            Optional.of(new IllegalStateException()));

    @Test
    void jsonAlwaysHasTheSameMembers() {
        assertThat(ResultJson.line(HIT))
                .isEqualTo("{\"source\":\"a b.mp4\",\"contentHash\":\"" + CONTENT
                        + "\",\"profile\":\"mp4-720p\",\"profileId\":\"mp4-720p-0123456789ab\",\"outcome\":\"hit\","
                        + "\"location\":\"s3://bucket/video.mp4\",\"mediaType\":\"video/mp4\",\"bytes\":1234567,\"mainBytes\":1234567,"
                        + "\"seconds\":0.004,\"savedSeconds\":2.500,\"wastedSeconds\":0.000,"
                        + "\"encodedTracks\":[],\"reusedTracks\":[],\"reason\":null,\"warnings\":[]}");
        assertThat(ResultJson.line(FAILED))
                .isEqualTo("{\"source\":\"evil\\u001B[31m\\nname.mp4\",\"contentHash\":null,\"profile\":\"poster\","
                        + "\"profileId\":\"poster-0123456789ab\",\"outcome\":\"failed\",\"location\":null,"
                        + "\"mediaType\":null,\"bytes\":null,\"mainBytes\":null,\"seconds\":0.000,\"savedSeconds\":0.000,"
                        + "\"wastedSeconds\":0.000,"
                        + "\"encodedTracks\":[],\"reusedTracks\":[],\"reason\":\"it is broken\",\"warnings\":[]}");
    }

    @Test
    void wastedEncodeIsReported() {
        RenditionResult wasted = new RenditionResult(
                HIT.source(),
                HIT.content(),
                HIT.profile(),
                Outcome.ENCODED,
                HIT.location(),
                Duration.ofSeconds(3),
                Duration.ZERO,
                Optional.of(Duration.ofMillis(2800)),
                "another was first",
                Optional.empty());
        StringWriter text = new StringWriter();
        RunReport.print(List.of(HIT, wasted), new PrintWriter(text));
        assertThat(text.toString())
                .contains("encoded: a b.mp4: another was first (mp4-720p)")
                .contains("2 renditions: 1 hit, 1 encoded; 2.50 s of encoding saved, 2.80 s wasted on 1 of them");
        assertThat(ResultJson.line(wasted))
                .contains("\"outcome\":\"encoded\"")
                .contains(
                        "\"wastedSeconds\":2.800,\"encodedTracks\":[],\"reusedTracks\":[],\"reason\":\"another was first\"");
    }

    @Test
    void jsonIsTheSameAsInOtherResults() {
        assertThat(ResultJson.line(ResultForm.LADDER)).isEqualTo(ResultForm.JSON);
    }

    @Test
    void sizeOfARenditionIncludesAllFiles() {
        RenditionLocation several = new RenditionLocation(
                URI.create("s3://bucket/master.m3u8"),
                "application/vnd.apple.mpegurl",
                1_100,
                12_345_678,
                Duration.ZERO);
        RenditionResult result = new RenditionResult(
                HIT.source(),
                HIT.content(),
                HIT.profile(),
                HIT.outcome(),
                Optional.of(several),
                HIT.spent(),
                HIT.saved(),
                HIT.wasted(),
                "",
                Optional.empty());

        assertThat(ResultJson.line(result)).contains("\"bytes\":12345678,\"mainBytes\":1100,");
        assertThat(print(List.of(result))).contains(" 12.3 MB ");
    }

    @Test
    void tableShowsEachRenditionAndTheSummary() {
        assertThat(print(List.of(HIT, HIT)).lines())
                .containsExactly(
                        "SOURCE   PROFILE   OUTCOME  SECONDS  SIZE    SAVED",
                        "a b.mp4  mp4-720p  hit      0.00     1.2 MB  2.50",
                        "a b.mp4  mp4-720p  hit      0.00     1.2 MB  2.50",
                        "2 renditions: 2 hit; 5.00 s of encoding saved");
    }

    @Test
    void countsHaveAColumnForEachMetricAndTheTimeThatTracksSaved() {
        StringWriter text = new StringWriter();
        RunReport.printCounts(
                Map.of("hls", Map.of(LookupMetric.TRACK_ENCODED, 1L, LookupMetric.TRACK_REUSED, 2L)),
                Map.of("hls", Duration.ofMillis(2500)),
                new PrintWriter(text, true));
        assertThat(text.toString().lines())
                .satisfiesExactly(
                        head -> assertThat(head)
                                .startsWith("PROFILE  HIT ")
                                .containsPattern("WASTED +TRACK_ENCODED +TRACK_REUSED +TRACK_SECONDS_SAVED$"),
                        row -> assertThat(row).matches("hls +(- +){10}1 +2 +2\\.50"));
    }

    @Test
    void namesCantBreakTheTableOrControlTheTerminal() {
        assertThat(print(List.of(FAILED)))
                .doesNotContain("\u001b")
                .contains("failed: evil\uFFFD[31m\uFFFDname.mp4: it is broken (poster)");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "1234567, 1.2 MB",
        "5000000000, 5.0 GB",
        "7000000000000000, 7000.0 TB"
    })
    void sizesAreDecimal(long bytes, String text) {
        assertThat(Amounts.size(bytes)).isEqualTo(text);
    }

    private static String print(List<RenditionResult> results) {
        StringWriter text = new StringWriter();
        RunReport.print(results, new PrintWriter(text));
        return text.toString();
    }
}
