package dev.renditions.service.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.index.ContentHash;
import dev.renditions.media.AudioLoudness;
import dev.renditions.media.StreamHash;
import dev.renditions.support.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    @ParameterizedTest
    @MethodSource("dev.renditions.service.analysis.AnalysisExample#all")
    <T> void writtenResultIsReadBack(AnalysisExample<T> example) {
        for (T result : List.of(example.full(), example.empty())) {
            String text = example.analysis().write(ENGINE, result);
            assertThat(example.analysis().read(ENGINE, text)).contains(result);
        }
    }

    /** The index parses and writes a result again, with floating-point numbers. */
    @ParameterizedTest
    @MethodSource("dev.renditions.service.analysis.AnalysisExample#all")
    <T> void resultSurvivesTheIndex(AnalysisExample<T> example) throws IOException {
        String text = new ObjectMapper()
                .readTree(example.analysis().write(ENGINE, example.full()))
                .toString();
        assertThat(example.analysis().read(ENGINE, text)).contains(example.full());
    }

    @ParameterizedTest
    @MethodSource("dev.renditions.service.analysis.AnalysisExample#all")
    <T> void resultOfAnotherEngineIsAbsent(AnalysisExample<T> example) {
        String text = example.analysis().write(ENGINE, example.full());
        assertThat(example.analysis().read("ffmpeg 8.1.3 0123456789ab", text)).isEmpty();
        assertThat(example.analysis().read("", text)).isEmpty();
    }

    /** Each member in turn is left out, null, of another type, and accompanied by an unknown one. */
    @ParameterizedTest
    @MethodSource("dev.renditions.service.analysis.AnalysisExample#all")
    <T> void resultWithAMissingUnknownOrInvalidMemberIsAbsent(AnalysisExample<T> example) throws IOException {
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
    @MethodSource("dev.renditions.service.analysis.AnalysisExample#all")
    <T> void foreignTextIsAbsent(AnalysisExample<T> example) {
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
        String text = KnownAnalyses.PROBE.write(ENGINE, AnalysisExample.media());
        assertThat(text).contains("\"durationNanos\":[86400123456789]");
        assertThat(KnownAnalyses.PROBE.read(ENGINE, text.replace("[86400123456789]", "[86400123456789,1]")))
                .isEmpty();
    }

    @Test
    void valuesOutOfRangeAreInvalid() {
        String text = KnownAnalyses.PROBE.write(ENGINE, AnalysisExample.media());
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
        assertThat(KnownAnalyses.CONDITION.write("e", AnalysisExample.condition()))
                .isEqualTo("""
                        {"engine":"e","value":{"cut":true,"streams":[\
                        {"stream":0,"video":true,"parts":100,"damaged":5,"complaints":7,"endNanos":4000000001},\
                        {"stream":2,"video":false,"parts":1099511627776,"damaged":0,"complaints":0,"endNanos":0}]}}""");
        assertThat(KnownAnalyses.PACKETS.write("e", new MeasuredPackets(Set.of(6000, 1500), AnalysisExample.packets())))
                .isEqualTo("""
                        {"engine":"e","value":{"rates":[1500,6000],"video":[{"frameRate":59.94005994005994,\
                        "shortestFrameNanos":16683333,"bursts":{"1500":1099511627776,"6000":0},"frames":250,\
                        "lost":{"23.976023976023978":3,"60.0":0},"longestGopNanos":4000000001,"mostGopFrames":250,\
                        "whole":true,"closed":false,"regular":true}],\
                        "audio":[{"bits":1280000,"lengthNanos":9999999999,"steady":true}]}}""");
        MeasuredLoudness silence = new MeasuredLoudness("m", new AudioLoudness(-23, Double.NEGATIVE_INFINITY));
        assertThat(KnownAnalyses.loudness("m").write("e", silence))
                .isEqualTo("{\"engine\":\"e\",\"value\":"
                        + "{\"measured\":\"m\",\"integratedLufs\":\"-23.0\",\"truePeakDb\":\"-Infinity\"}}");
    }

    @Test
    void namesAreDistinct() {
        assertThat(AnalysisExample.all())
                .extracting(AnalysisExample::toString)
                .containsExactly(
                        "probe-2",
                        "packets-2",
                        "condition-3",
                        "sound-condition-3",
                        "loudness-jiajpbbmgakkceiaiokaha-3",
                        "stream-hashes-2");
        ContentHash content = ContentHash.of(new byte[0]);
        assertThat(KnownAnalyses.keys(content))
                .containsExactlyElementsOf(AnalysisExample.all().stream()
                        .filter(example -> !example.toString().startsWith("loudness-"))
                        .map(example -> example.analysis().key(content))
                        .toList());
    }
}
