package dev.renditions.ffmpeg.loudness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.ffmpeg.RecordedEndings;
import dev.renditions.ffmpeg.Rendering;
import dev.renditions.ffmpeg.process.ChildProcesses;
import dev.renditions.ffmpeg.process.Meter;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.media.MediaInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that make audio of one source: containers, timing, progress, damage and time limits. */
@Timeout(180)
class AudioRunsIT extends LoudnessScene {
    @Test
    void titleThatLooksLikeAnErrorIsIgnored() throws IOException {
        Path tags =
                Files.writeString(folder.resolve("tags"), ";FFMETADATA1\ntitle=song [error] File ended prematurely\n");
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i sine=d=2 -f ffmetadata -i " + tags + " -map_metadata 1 -c:a libmp3lame -f mp3");
        assertThat(TestMedia.look(source)
                        .path("format")
                        .path("tags")
                        .path("title")
                        .asText())
                .contains("[error] File ended prematurely");
        assertThat(made(source)).hasSize(PROFILES.size());
    }

    @Test
    void audioIsMadeTogetherWithVideoAndReportsProgress() {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i sine=frequency=440 -t 3"
                        + " -c:v libx264 -c:a aac -f mp4");
        List<Double> reported = Collections.synchronizedList(new ArrayList<>());
        Map<String, Path> made =
                made(source, List.of("mp4-480p", "audio-aac", "audio-mp3"), step -> reported.add(step.fraction()));
        assertThat(made.keySet()).containsExactlyInAnyOrder("mp4-480p", "audio-aac", "audio-mp3");
        assertThat(Meter.loudness(made.get("audio-aac")).integratedLufs()).isCloseTo(-16, within(0.5));
        assertThat(Meter.loudness(made.get("mp4-480p")).integratedLufs())
                .isCloseTo(Meter.loudness(source).integratedLufs(), within(0.2));
        assertThat(reported).isSorted().endsWith(1.0).anyMatch(fraction -> fraction > 0 && fraction <= 0.3);
    }

    @Test
    void audioThatBeginsLateStartsWithSilence() {
        Path tone = TestMedia.make(folder.resolve("tone.wav"), "-f lavfi -i sine=frequency=440 -t 1");
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=size=320x180:rate=25 -itsoffset 1 -i file:" + tone
                        + " -map 0 -map 1 -t 2 -c:v libx264 -c:a aac -f mp4");
        made(source)
                .forEach((profile, file) -> assertThat(TestMedia.look(file)
                                .path("format")
                                .path("duration")
                                .asDouble())
                        .as(profile)
                        .isCloseTo(2, within(0.06)));
    }

    @Test
    void containersAreAsPlayersExpectThem() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i sine=frequency=440:sample_rate=44100 -t 3 -metadata title=secret -c:a flac -f flac");
        Map<String, Path> made = made(source);
        for (Map.Entry<String, Path> one : made.entrySet()) {
            JsonNode look = TestMedia.look(one.getValue());
            JsonNode stream = look.path("streams").path(0);
            assertThat(look.path("streams")).hasSize(1);
            assertThat(stream.path("codec_name").asText())
                    .isEqualTo(one.getKey().substring(6));
            assertThat(stream.path("sample_rate").asInt()).isEqualTo(48_000);
            assertThat(look.path("format").path("duration").asDouble()).isCloseTo(3, within(0.06));
            assertThat(look.toString()).doesNotContain("secret");
        }
        String m4a = new String(Files.readAllBytes(made.get("audio-aac")), StandardCharsets.ISO_8859_1);
        assertThat(m4a.substring(4, 12)).isEqualTo("ftypM4A ");
        assertThat(m4a.indexOf("moov")).isPositive().isLessThan(m4a.indexOf("mdat"));
        assertThat(new String(Files.readAllBytes(made.get("audio-opus")), StandardCharsets.ISO_8859_1))
                .startsWith("OggS");
    }

    @Test
    void truncatedSourceFailsItsAudioButNotItsPoster() throws IOException {
        Path whole = TestMedia.make(
                folder.resolve("whole"),
                "-f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i sine=frequency=440 -t 5"
                        + " -c:v libx264 -c:a aac -movflags +faststart -f mp4");
        byte[] bytes = Files.readAllBytes(whole);
        Path source = Files.write(folder.resolve("source"), Arrays.copyOf(bytes, bytes.length * 6 / 10));
        // A probe of the truncated file would refuse it.
        MediaInfo media = TRANSCODER.probe(whole);
        RecordedEndings endings = new RecordedEndings();
        TRANSCODER.make(
                Input.strict(source, media),
                orders(media, List.of("audio-mp3", "audio-opus", "waveform", "poster"), Progress.NONE),
                LIMIT,
                endings);
        assertThat(endings.words)
                .containsExactlyInAnyOrder(
                        "audio-mp3 DAMAGED", "audio-opus DAMAGED", "waveform DAMAGED", "poster made");
    }

    @Test
    void timeLimitIncludesMeasuring() {
        Path source = TestMedia.make(
                folder.resolve("source"), "-f lavfi -i anoisesrc=duration=900:sample_rate=48000 -c:a flac -f flac");
        MediaInfo media = TRANSCODER.probe(source);
        RecordedEndings endings = new RecordedEndings();
        TRANSCODER.make(
                Rendering.input(source), orders(media, PROFILES, Progress.NONE), Duration.ofMillis(300), endings);
        assertThat(endings.made).isEmpty();
        assertThat(endings.failed).hasSameSizeAs(PROFILES).allMatch(e -> e.kind() == Kind.TIME);
        assertThat(ChildProcesses.all().count()).isZero();
    }
}
