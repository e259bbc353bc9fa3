package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.Ending;
import dev.renditions.api.Outcome;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.ReadyTrack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Audio has as many samples as its source, and each at its time, although encoders add some at both ends: first when it is encoded, and
 * when it is assembled from ready tracks. The source has three pulses, the first and the last close to its ends.
 */
@Timeout(120)
class GaplessAudioIT {
    private static final int RATE = 48_000;

    /** Not a multiple of what any codec has in a packet. */
    private static final int SAMPLES = 3 * RATE + 333;

    /** An edit list of an MP4 counts milliseconds. */
    private static final int EDIT_UNIT = RATE / 1000;

    private static final int LONGEST_PACKET = 1024;

    private static final List<Integer> PULSES = List.of(480, 72_000, SAMPLES - 480);

    private static final String H264 = "\"preset\": \"ultrafast\", \"shortSide\": 120, \"maxRateKbps\": 400";
    private static final String AV1 =
            "\"codec\": \"av1\", \"preset\": \"12\", \"shortSide\": 120, \"maxRateKbps\": 400";
    private static final String CLIP = "\"clip\": {\"startSeconds\": 1.4, \"lengthSeconds\": 0.2}";

    private static final String PROFILES = """
            {"extends": false, "profiles": [
              {"name": "mp3", "kind": "audio", "audio": {}},
              {"name": "opus", "kind": "audio", "audio": {"codec": "opus"}},
              {"name": "aac", "kind": "audio", "audio": {"codec": "aac"}},
              {"name": "video", "kind": "video", "audio": {}, "video": {%1$s}},
              {"name": "video-opus", "kind": "video", "audio": {"codec": "opus"}, "video": {%2$s}},
              {"name": "clip-aac", "kind": "video", "audio": {}, "video": {%1$s}, %3$s},
              {"name": "clip-opus", "kind": "video", "audio": {"codec": "opus"}, "video": {%2$s}, %3$s}]}""".formatted(H264, AV1, CLIP);

    @TempDir
    private Path folder;

    private TrackWorkshop workshop;
    private Path source;

    @BeforeEach
    void prepare() throws IOException {
        workshop = new TrackWorkshop(folder, PROFILES);
        StringBuilder pulses = new StringBuilder("0");
        PULSES.forEach(at -> pulses.append("+0.8*exp(-pow((n-").append(at).append(")/20\\,2))"));
        source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=size=160x120:rate=25:duration=3 -f lavfi -i aevalsrc=" + pulses + ":s=" + RATE
                        + " -af atrim=end_sample=" + SAMPLES
                        + " -c:v libx264 -preset ultrafast -c:a pcm_s16le -f mov");
    }

    @ParameterizedTest
    @CsvSource({
        "mp3, mp3",
        "opus, opus",
        "aac, aac",
        "video, aac",
        "aac, video",
        "video-opus, opus",
        "opus, video-opus",
    })
    void noSampleIsAddedOrLost(String first, String second) throws IOException {
        Ending.Encoded made = workshop.make(source, first, List.of()).get(first);
        List<ReadyTrack> ready = TrackWorkshop.ready(workshop.make(source, first, List.of()));
        int before = workshop.encoders(0).size();

        Ending.Encoded copied = workshop.make(source, second, ready).get(second);

        assertPlaysAll(TrackWorkshop.output(made));
        assertPlaysAll(TrackWorkshop.output(copied));
        assertThat(workshop.encoders(before)).doesNotContain("aac", "libopus", "libmp3lame");
        assertThat(copied.outcome() == Outcome.ASSEMBLED).isEqualTo(!second.startsWith("video"));
    }

    @ParameterizedTest
    @CsvSource({"clip-opus", "clip-aac"})
    void clipHasItsSamples(String name) throws IOException {
        Path clip = TrackWorkshop.output(workshop.make(source, name, List.of()).get(name));
        short[] samples = samples(clip);

        assertLength(clip, samples, RATE / 5);
        assertThat(peak(samples, 0, samples.length)).isBetween(4_800 - 2, 4_800 + 2);
    }

    private static void assertPlaysAll(Path file) throws IOException {
        short[] samples = samples(file);
        assertLength(file, samples, SAMPLES);
        for (int pulse : PULSES) {
            int from = Math.max(0, pulse - RATE / 2);
            assertThat(peak(samples, from, Math.min(SAMPLES, pulse + RATE / 2))).isBetween(pulse - 2, pulse + 2);
        }
    }

    /** An MP4 states where its last packet ends to be heard, which ffmpeg ignores when it decodes. */
    private static void assertLength(Path file, short[] samples, int expected) {
        if (isMp4(file)) {
            JsonNode stream = sound(file);
            assertThat(stream.path("time_base").asText()).isEqualTo("1/" + RATE);
            assertThat(stream.path("duration_ts").asInt()).isBetween(expected, expected + EDIT_UNIT - 1);
            assertThat(samples.length).isBetween(expected, expected + LONGEST_PACKET);
        } else {
            assertThat(samples).hasSize(expected);
        }
    }

    private static boolean isMp4(Path file) {
        return TestMedia.look(file).path("format").path("format_name").asText().contains("mp4");
    }

    private static JsonNode sound(Path file) {
        return StreamSupport.stream(TestMedia.look(file).path("streams").spliterator(), false)
                .filter(stream -> stream.path("codec_type").asText().equals("audio"))
                .findFirst()
                .orElseThrow();
    }

    private static int peak(short[] samples, int from, int to) {
        int highest = from;
        for (int i = from; i < to; i++) {
            highest = samples[i] > samples[highest] ? i : highest;
        }
        assertThat(samples[highest]).isGreaterThan((short) 10_000);
        return highest;
    }

    /** The first channel, decoded. */
    private static short[] samples(Path file) throws IOException {
        Path raw = TestMedia.make(
                file.resolveSibling(file.getFileName() + ".raw"),
                "-i " + file + " -map 0:a -af pan=mono|c0=c0 -f s16le");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
        short[] samples = new short[bytes.remaining() / Short.BYTES];
        bytes.asShortBuffer().get(samples);
        return samples;
    }
}
