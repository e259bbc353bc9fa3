package dev.renditions.service.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.index.ContentHash;
import dev.renditions.media.AudioLoudness;
import dev.renditions.media.AudioPackets;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Bursts;
import dev.renditions.media.Coding;
import dev.renditions.media.Color;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.FrameGrids;
import dev.renditions.media.ImageParts;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.PacketStats;
import dev.renditions.media.Size;
import dev.renditions.media.SourceClock;
import dev.renditions.media.Span;
import dev.renditions.media.StreamCondition;
import dev.renditions.media.StreamHash;
import dev.renditions.media.TextFlags;
import dev.renditions.media.TextStream;
import dev.renditions.media.UndecodableStream;
import dev.renditions.media.VideoPackets;
import dev.renditions.media.VideoStream;
import dev.renditions.support.StrictJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON of each analysis. */
class AnalysisTest {
    private static final String ENGINE = "ffmpeg 8.1.2 0123456789ab";

    /** Objects whose members are entries rather than fields: any of them may be absent. */
    private static final Set<String> MAPS = Set.of("startsNanos", "lateNanos", "bursts", "lost", "tracks");

    /** A result with every optional value present, and one with none. */
    record Example<T>(Analysis<T> analysis, T full, T empty) {
        @Override
        public String toString() {
            return analysis.toString();
        }
    }

    static List<Example<?>> examples() {
        return List.of(
                new Example<>(
                        KnownAnalyses.PROBE,
                        media(),
                        new MediaInfo("mp3", Optional.empty(), List.of(), List.of(), List.of(), 0)),
                new Example<>(
                        KnownAnalyses.PACKETS,
                        new MeasuredPackets(Set.of(1500, 6000), packets()),
                        new MeasuredPackets(Set.of(), PacketStats.NONE)),
                new Example<>(KnownAnalyses.CONDITION, condition(), new DecodeCondition(List.of(), false)),
                new Example<>(KnownAnalyses.SOUND_CONDITION, condition(), new DecodeCondition(List.of(), false)),
                new Example<>(
                        KnownAnalyses.LOUDNESS,
                        Map.of(
                                "[0:1]anull[m]",
                                new AudioLoudness(-23.1, -0.30000000000000004),
                                "[0:2]anull[m]",
                                new AudioLoudness(-70, Double.NEGATIVE_INFINITY)),
                        Map.of()),
                new Example<>(
                        KnownAnalyses.STREAM_HASHES,
                        Map.of(0, new StreamHash("0123456789abcdef".repeat(4)), 3, new StreamHash("f".repeat(64))),
                        Map.of()));
    }

    private static MediaInfo media() {
        Span span = new Span(Duration.ofNanos(21_333_333), Duration.ofNanos(86_399_999_999_999L));
        VideoStream video = new VideoStream(
                0,
                "hevc",
                new Size(3840, 2160),
                new Size(2160, 3840),
                Orientation.TRANSVERSED,
                Optional.of(30000 / 1001.0),
                "yuv420p10le",
                new Color("bt2020", "smpte2084", "bt2020nc", "tv"),
                true,
                true,
                false,
                Optional.of(span),
                new Coding("Main 10", 153, 45_000),
                new ImageParts(OptionalInt.of(1), OptionalInt.of(9), OptionalInt.of(2), Orientation.TURNED_90),
                true);
        VideoStream plain = new VideoStream(
                7,
                "png",
                new Size(1, 2),
                new Size(1, 2),
                Orientation.UPRIGHT,
                Optional.empty(),
                "",
                Color.UNKNOWN,
                false,
                false,
                true,
                Optional.empty());
        AudioStream audio = new AudioStream(
                1,
                "pcm_s24le",
                2,
                48000,
                "de",
                true,
                Optional.of(span),
                new Coding("LC", 2, 128),
                OptionalInt.of(2),
                true,
                false);
        AudioStream unknown = new AudioStream(5, "mp2", 0, 0, "", false, Optional.empty()).marked(false, true);
        return new MediaInfo(
                "mov,mp4,m4a,3gp,3g2,mj2",
                true,
                Optional.of(Duration.ofNanos(86_400_123_456_789L)),
                List.of(video, plain),
                List.of(audio, unknown),
                List.of(
                        new TextStream(3, "subrip", "en", false, new TextFlags(true, false, true)),
                        new TextStream(4, "hdmv_pgs_subtitle", "", true, new TextFlags(false, true, false))),
                List.of(
                        new UndecodableStream(6, true, false, "video of the codec 'x' can't be decoded"),
                        new UndecodableStream(8, false, true, "no")),
                2,
                new SourceClock(
                        true,
                        Map.of(0, Duration.ofNanos(1), 1, Duration.ofNanos(-2)),
                        Duration.ofNanos(3),
                        Map.of(1, Duration.ofMillis(40)),
                        Optional.of(Duration.ofSeconds(-5))),
                List.of("the file is truncated", "\u00e9\"\n"));
    }

    private static PacketStats packets() {
        return new PacketStats(
                Optional.of(new VideoPackets(
                        60000 / 1001.0,
                        Duration.ofNanos(16_683_333),
                        new Bursts(Map.of(1500, 1L << 40, 6000, 0L)),
                        new FrameGrids(250, Map.of(24000 / 1001.0, 3L, 60.0, 0L)),
                        Duration.ofNanos(4_000_000_001L),
                        250,
                        true,
                        false,
                        true)),
                Optional.of(new AudioPackets(1_280_000, Duration.ofNanos(9_999_999_999L), true)));
    }

    private static DecodeCondition condition() {
        return new DecodeCondition(
                List.of(
                        new StreamCondition(0, true, 100, 5, 7, Duration.ofNanos(4_000_000_001L)),
                        new StreamCondition(2, false, 1L << 40, 0, 0, Duration.ZERO)),
                true);
    }

    @ParameterizedTest
    @MethodSource("examples")
    <T> void writtenResultIsReadBack(Example<T> example) {
        for (T result : List.of(example.full(), example.empty())) {
            String text = example.analysis().write(ENGINE, result);
            assertThat(example.analysis().read(ENGINE, text)).contains(result);
        }
    }

    /** The index parses and writes a result again, with floating-point numbers. */
    @ParameterizedTest
    @MethodSource("examples")
    <T> void resultSurvivesTheIndex(Example<T> example) throws IOException {
        String text = new ObjectMapper()
                .readTree(example.analysis().write(ENGINE, example.full()))
                .toString();
        assertThat(example.analysis().read(ENGINE, text)).contains(example.full());
    }

    @ParameterizedTest
    @MethodSource("examples")
    <T> void resultOfAnotherEngineIsAbsent(Example<T> example) {
        String text = example.analysis().write(ENGINE, example.full());
        assertThat(example.analysis().read("ffmpeg 8.1.3 0123456789ab", text)).isEmpty();
        assertThat(example.analysis().read("", text)).isEmpty();
    }

    /** Each member in turn is left out, null, of another type, and accompanied by an unknown one. */
    @ParameterizedTest
    @MethodSource("examples")
    <T> void resultWithAMissingUnknownOrInvalidMemberIsAbsent(Example<T> example) throws IOException {
        String text = example.analysis().write(ENGINE, example.full());
        List<String> wrong = new ArrayList<>();
        for (List<String> path : objects(StrictJson.MAPPER.readTree(text), List.of())) {
            ObjectNode object = (ObjectNode) at(StrictJson.MAPPER.readTree(text), path);
            boolean map = !path.isEmpty() && isMap(path);
            wrong.addAll(changed(text, path, o -> o.set("unknown", JsonNodeFactory.instance.numberNode(1)), map));
            for (String member : (Iterable<String>) object::fieldNames) {
                wrong.addAll(changed(text, path, o -> o.remove(member), map));
                wrong.addAll(changed(text, path, o -> o.putNull(member), false));
                wrong.addAll(changed(
                        text,
                        path,
                        o -> o.set(member, JsonNodeFactory.instance.objectNode().put("x", true)),
                        false));
            }
        }
        assertThat(wrong).hasSizeGreaterThan(8);
        assertThat(wrong)
                .allSatisfy(json -> assertThat(example.analysis().read(ENGINE, json))
                        .as(json)
                        .isEmpty());
    }

    private static boolean isMap(List<String> path) {
        String name = path.get(path.size() - 1);
        // The condition has a list of this name.
        return MAPS.contains(name) || name.equals("streams");
    }

    /** The text with a change of one object, unless the result is valid, too. */
    private static List<String> changed(String text, List<String> path, Consumer<ObjectNode> change, boolean valid)
            throws IOException {
        if (valid) {
            return List.of();
        }
        JsonNode tree = StrictJson.MAPPER.readTree(text);
        change.accept((ObjectNode) at(tree, path));
        return List.of(tree.toString());
    }

    private static JsonNode at(JsonNode tree, List<String> path) {
        JsonNode node = tree;
        for (String step : path) {
            node = node.isArray() ? node.get(Integer.parseInt(step)) : node.get(step);
        }
        return node;
    }

    /** The paths of all objects in a tree. */
    private static List<List<String>> objects(JsonNode node, List<String> path) {
        List<List<String>> found = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            found.add(path);
            object.fieldNames().forEachRemaining(name -> found.addAll(objects(object.get(name), and(path, name))));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                found.addAll(objects(array.get(i), and(path, String.valueOf(i))));
            }
        }
        return found;
    }

    private static List<String> and(List<String> path, String step) {
        return Stream.concat(path.stream(), Stream.of(step)).toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    <T> void foreignTextIsAbsent(Example<T> example) {
        String text = example.analysis().write(ENGINE, example.full());
        for (String json : Arrays.asList(
                "",
                "{",
                "[]",
                "null",
                "{}",
                "1",
                text.substring(0, text.length() - 1),
                text + "x",
                "{\"engine\":\"" + ENGINE + "\",\"value\":[]}",
                "{\"engine\":\"" + ENGINE + "\",\"value\":{}}")) {
            assertThat(example.analysis().read(ENGINE, json)).as(json).isEmpty();
        }
    }

    @Test
    void severalValuesOfAnOptionalMemberAreInvalid() {
        String text = KnownAnalyses.PROBE.write(ENGINE, media());
        assertThat(text).contains("\"durationNanos\":[86400123456789]");
        assertThat(KnownAnalyses.PROBE.read(ENGINE, text.replace("[86400123456789]", "[86400123456789,1]")))
                .isEmpty();
    }

    @Test
    void valuesOutOfRangeAreInvalid() {
        String text = KnownAnalyses.PROBE.write(ENGINE, media());
        assertThat(KnownAnalyses.PROBE.read(ENGINE, text.replace("\"width\":3840", "\"width\":-1")))
                .isEmpty();
        assertThat(KnownAnalyses.PROBE.read(ENGINE, text.replace("TRANSVERSED", "SIDEWAYS")))
                .isEmpty();
        String hashes = KnownAnalyses.STREAM_HASHES.write(ENGINE, Map.of(0, new StreamHash("f".repeat(64))));
        assertThat(KnownAnalyses.STREAM_HASHES.read(ENGINE, hashes.replace("ffff", "xyzw")))
                .isEmpty();
    }

    /** Other versions of the product read and write this text. A change needs another version in the key. */
    @Test
    void textIsStableAcrossVersions() {
        assertThat(KnownAnalyses.CONDITION.write("e", condition())).isEqualTo("""
                        {"engine":"e","value":{"cut":true,"streams":[\
                        {"stream":0,"video":true,"parts":100,"damaged":5,"complaints":7,"endNanos":4000000001},\
                        {"stream":2,"video":false,"parts":1099511627776,"damaged":0,"complaints":0,"endNanos":0}]}}""");
        assertThat(KnownAnalyses.PACKETS.write("e", new MeasuredPackets(Set.of(6000, 1500), packets())))
                .isEqualTo("""
                        {"engine":"e","value":{"rates":[1500,6000],"video":[{"frameRate":59.94005994005994,\
                        "shortestFrameNanos":16683333,"bursts":{"1500":1099511627776,"6000":0},"frames":250,\
                        "lost":{"23.976023976023978":3,"60.0":0},"longestGopNanos":4000000001,"mostGopFrames":250,\
                        "whole":true,"closed":false,"regular":true}],\
                        "audio":[{"bits":1280000,"lengthNanos":9999999999,"steady":true}]}}""");
        assertThat(KnownAnalyses.LOUDNESS.write("e", Map.of("m", new AudioLoudness(-23, Double.NEGATIVE_INFINITY))))
                .isEqualTo("{\"engine\":\"e\",\"value\":{\"tracks\":"
                        + "{\"m\":{\"integratedLufs\":\"-23.0\",\"truePeakDb\":\"-Infinity\"}}}}");
    }

    @Test
    void namesAreDistinct() {
        assertThat(examples())
                .extracting(Example::toString)
                .containsExactly(
                        "probe-2", "packets-2", "condition-3", "sound-condition-3", "loudness-2", "stream-hashes-2");
        ContentHash content = ContentHash.of(new byte[0]);
        assertThat(KnownAnalyses.keys(content))
                .containsExactlyElementsOf(examples().stream()
                        .map(example -> example.analysis().key(content))
                        .toList());
    }
}
