package dev.renditions.oracle.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a file or playlist states about its streams, by ffprobe. Immutable.
 *
 * @param video its first video stream; empty if it has none
 * @param audio its first audio stream; empty if it has none
 * @param streams number of streams
 */
public record Facts(Optional<Video> video, Optional<Audio> audio, int streams) {
    /**
     * A video stream.
     *
     * @param codec ffmpeg's name of it
     * @param width stored width in pixels
     * @param height stored height in pixels
     * @param pixelAspect the width of a pixel over its height
     * @param pixelFormat ffmpeg's name of it
     * @param transfer the tag of the transfer characteristics; empty if it has none
     * @param primaries the tag of the colour primaries; empty if it has none
     * @param turned whether a player must rotate or mirror it
     * @param until when it ends, in seconds; empty if that is not stated
     */
    public record Video(
            String codec,
            int width,
            int height,
            double pixelAspect,
            String pixelFormat,
            String transfer,
            String primaries,
            boolean turned,
            OptionalDouble until) {}

    /**
     * An audio stream.
     *
     * @param codec ffmpeg's name of it
     * @param channels number of channels
     * @param sampleRate samples a second
     */
    public record Audio(String codec, int channels, int sampleRate) {}

    /**
     * Reads the facts of a file.
     *
     * @throws IllegalStateException if ffprobe can't read it
     */
    static Facts of(Path file, Path scratch) {
        Programs.Ended ended = Programs.ffprobe(scratch, List.of("-of", "json", "-show_streams", "-i", "file:" + file));
        if (ended.exitCode() != 0) {
            throw new IllegalStateException("ffprobe can't read it: " + ended.errors());
        }
        try {
            List<JsonNode> streams = new ArrayList<>();
            new ObjectMapper().readTree(ended.output()).path("streams").forEach(streams::add);
            return new Facts(
                    first(streams, "video").map(Facts::video),
                    first(streams, "audio").map(Facts::audio),
                    streams.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<JsonNode> first(List<JsonNode> streams, String type) {
        return streams.stream()
                .filter(stream -> stream.path("codec_type").asText().equals(type))
                .findFirst();
    }

    private static Video video(JsonNode stream) {
        boolean turned = false;
        for (JsonNode data : stream.path("side_data_list")) {
            turned |= data.has("displaymatrix");
        }
        return new Video(
                stream.path("codec_name").asText(),
                stream.path("width").asInt(),
                stream.path("height").asInt(),
                ratio(stream.path("sample_aspect_ratio").asText()),
                stream.path("pix_fmt").asText(),
                stream.path("color_transfer").asText(),
                stream.path("color_primaries").asText(),
                turned,
                stream.has("duration")
                        ? OptionalDouble.of(stream.path("start_time").asDouble()
                                + stream.path("duration").asDouble())
                        : OptionalDouble.empty());
    }

    private static Audio audio(JsonNode stream) {
        return new Audio(
                stream.path("codec_name").asText(),
                stream.path("channels").asInt(),
                stream.path("sample_rate").asInt());
    }

    private static double ratio(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 2 || parts[0].equals("0") || parts[1].equals("0")) {
            return 1;
        }
        return Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
    }
}
