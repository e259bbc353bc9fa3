package dev.renditions.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.input.InputCache;
import dev.renditions.oracle.matrix.Faults;
import dev.renditions.oracle.matrix.Faults.Fault;
import dev.renditions.oracle.measure.Programs;
import dev.renditions.oracle.scene.Harm;
import dev.renditions.oracle.scene.Kind;
import dev.renditions.oracle.scene.Showing;
import dev.renditions.oracle.scene.Written;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle reports what is wrong with outputs that are wrong on purpose, and nothing for correct ones. */
@Timeout(60)
final class OracleIT {
    private static final InputCache INPUTS = new InputCache(Checkout.target("oracle-inputs"));

    static List<Input> correctVideos() {
        return Faults.none();
    }

    @ParameterizedTest
    @MethodSource("correctVideos")
    void correctVideoHasNoMismatch(Input film) {
        Rendered rendered = Rendered.of(INPUTS.file(film));

        assertThat(Oracle.judge(film.showing(), Kind.MP4, Optional.empty(), rendered)
                        .mismatches())
                .isEmpty();
    }

    static Stream<Fault> faults() {
        return Stream.of(Faults.films(), Faults.sounds(), Faults.posters(), Faults.previews())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultIsReported(Fault fault) {
        Showing showing =
                fault.kind() == Kind.MP4 ? Faults.showing() : fault.input().showing();
        Rendered rendered = Rendered.of(INPUTS.file(fault.input()));

        List<String> mismatches =
                Oracle.judge(showing, fault.kind(), Optional.empty(), rendered).mismatches();

        assertMismatches(mismatches, fault.expectedMismatch());
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "0.6, one with an offset", "-0.6, one with an offset"})
    void storyboardWithWrongTimesIsReported(double off, String expectedMismatch, @TempDir Path folder)
            throws IOException {
        Path sheet = Files.copy(INPUTS.file(Faults.sheet()), folder.resolve("sheet.jpg"));
        StringBuilder text = new StringBuilder("WEBVTT\n");
        for (int tile = 0; tile < 6; tile++) {
            // With an offset, each tile shows the time of another one.
            int shown = Math.floorMod(tile + (int) Math.signum(off), 6);
            text.append(String.format(
                    Locale.ROOT,
                    "%n00:00:0%.3f --> 00:00:0%.3f%n%s#xywh=%d,%d,160,90%n",
                    tile / 2.0,
                    (tile + 1) / 2.0,
                    sheet.getFileName(),
                    160 * (shown % 2),
                    90 * (shown / 2)));
        }
        Path vtt = Files.writeString(folder.resolve("storyboard.vtt"), text);

        List<String> mismatches = Oracle.judge(Faults.showing(), Kind.STORYBOARD, Optional.empty(), Rendered.of(vtt))
                .mismatches();

        assertMismatches(mismatches, expectedMismatch);
    }

    @ParameterizedTest
    @CsvSource({"00:00:00.500, First line, true", "00:00:00.530, First line, false", "00:00:00.500, Last line, false"})
    void subtitlesWithWrongTextOrTimeAreReported(String from, String text, boolean right, @TempDir Path folder)
            throws IOException {
        Path vtt = Files.writeString(
                folder.resolve("captions.vtt"), "WEBVTT\n\n" + from + " --> 00:00:01.200\n" + text + "\n");
        Showing showing = Faults.showing().with(List.of(Written.of(new Written.Line(0.5, 1.2, "First line"))));

        assertThat(Oracle.judge(showing, Kind.CAPTIONS, Optional.empty(), Rendered.of(vtt))
                        .mismatches()
                        .isEmpty())
                .isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "0.06, audio lag behind video", "-0.06, audio lag behind video"})
    void ladderWithShiftedAudioIsReported(double late, String expectedMismatch, @TempDir Path folder)
            throws IOException {
        Path film = INPUTS.file(Faults.none().get(0));
        List<String> arguments = new ArrayList<>(List.of("-i", film.toString()));
        arguments.addAll(List.of("-itsoffset", Double.toString(late), "-i", film.toString()));
        arguments.addAll(List.of("-map", "0:v", "-map", "0:v", "-map", "1:a", "-s:v:1", "160x90"));
        arguments.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-bf", "0", "-c:a", "aac", "-b:a", "128k"));
        arguments.addAll(List.of("-f", "hls", "-hls_segment_type", "fmp4", "-hls_playlist_type", "vod"));
        arguments.addAll(List.of("-var_stream_map", "v:0 v:1 a:0", "track-%v.m3u8"));
        assertThat(Programs.ffmpeg(folder, arguments).errors()).isEmpty();
        Path master = Files.writeString(folder.resolve("master.m3u8"), """
                #EXTM3U
                #EXT-X-MEDIA:TYPE=AUDIO,URI="track-2.m3u8",GROUP-ID="a",NAME="Audio"
                #EXT-X-STREAM-INF:BANDWIDTH=200000,AUDIO="a"
                track-0.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=100000,AUDIO="a"
                track-1.m3u8
                """);

        List<String> mismatches = Oracle.judge(Faults.showing(), Kind.HLS, Optional.empty(), Rendered.of(master))
                .mismatches();

        assertMismatches(mismatches, expectedMismatch);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"FAILED", "NOT_APPLICABLE"})
    void missingRenditionIsAMismatch(Outcome outcome) {
        Rendered rendered = new Rendered(outcome, "a reason", Optional.empty(), List.of());

        assertThat(Oracle.judge(Faults.showing(), Kind.MP4, Optional.empty(), rendered)
                        .mismatches())
                .containsExactly("outcome: a rendition expected, " + outcome.word() + " measured: a reason");
    }

    @Test
    void renditionOfASourceToBeRefusedIsAMismatch() {
        Rendered rendered = Rendered.of(INPUTS.file(Faults.none().get(0)));

        assertThat(Oracle.judge(Faults.showing(), Kind.MP4, Optional.of("truncated"), rendered)
                        .mismatches())
                .hasSize(1);
    }

    @Test
    void refusalForAnotherReasonIsAMismatch() {
        Rendered rendered = new Rendered(Outcome.FAILED, "no such codec", Optional.empty(), List.of());

        assertThat(Oracle.judge(Faults.showing(), Kind.MP4, Optional.of("truncated"), rendered)
                        .mismatches())
                .hasSize(1);
        assertThat(Oracle.judge(Faults.showing(), Kind.MP4, Optional.of("such"), rendered)
                        .mismatches())
                .isEmpty();
    }

    @Test
    void warningsAreExpectedOnlyForDamage() {
        Path film = INPUTS.file(Faults.none().get(0));
        Rendered silent = Rendered.of(film);
        Rendered warning = new Rendered(Outcome.ENCODED, "", Optional.of(film), List.of("a packet is lost"));

        assertThat(warnings(Faults.showing(), warning)).hasSize(1);
        assertThat(warnings(Faults.showing().harmed(Harm.PICTURE), silent)).hasSize(1);
        assertThat(warnings(Faults.showing().harmed(Harm.PICTURE), warning)).isEmpty();
    }

    /** One that matches a regular expression; none if the expression is empty. */
    private static void assertMismatches(List<String> mismatches, String expectedMismatch) {
        if (expectedMismatch.isEmpty()) {
            assertThat(mismatches).isEmpty();
        } else {
            assertThat(mismatches).anyMatch(mismatch -> mismatch.matches("(?s).*(" + expectedMismatch + ").*"));
        }
    }

    private static List<String> warnings(Showing showing, Rendered rendered) {
        return Oracle.judge(showing, Kind.MP4, Optional.empty(), rendered).mismatches();
    }
}
