package dev.renditions.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.index.ContentHash;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.media.codec.VideoCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns the JSON of a profile, which was held against the schema, into the profile. A setting that is left out has the
 * default that the schema names.
 *
 * @param folder the folder that paths in the JSON begin at
 */
record ProfileJson(Path folder) {
    /**
     * The profile.
     *
     * @throws ProfileFileException if a file that it names can't be read
     */
    Profile read(JsonNode p) {
        String name = p.path("name").asText();
        String description = p.path("description").asText("");
        Duration ttl = Duration.ofDays(p.path("ttlDays").asInt(30));
        Background background = Background.parse(p.path("background").asText(Background.WHITE.hex()));
        boolean strict = p.path("strict").asBoolean();
        return switch (p.path("kind").asText()) {
            case "video" ->
                new VideoProfile(
                        name,
                        description,
                        ttl,
                        video(p.path("video")),
                        audio(p.path("audio"), AudioCodec.AAC),
                        edits(p),
                        background,
                        strict);
            case "hls" ->
                new StreamingProfile(
                        name,
                        description,
                        ttl,
                        ladder(p.path("ladder")),
                        audio(p.path("audio"), AudioCodec.AAC),
                        p.path("segmentSeconds").asInt(6),
                        edits(p),
                        background,
                        strict);
            case "audio" ->
                new AudioProfile(
                        name,
                        description,
                        ttl,
                        audio(p.path("audio"), AudioCodec.MP3),
                        loudness(p.path("loudness")),
                        strict);
            case "image" -> new ImageProfile(name, description, ttl, image(p.path("image")), background, strict);
            case "storyboard" ->
                new StoryboardProfile(name, description, ttl, storyboard(p.path("storyboard")), background, strict);
            case "preview" ->
                new PreviewProfile(name, description, ttl, preview(p.path("preview")), background, strict);
            case "waveform" -> new WaveformProfile(name, description, ttl, waveform(p.path("waveform")), strict);
            default -> new CaptionsProfile(name, description, ttl, strict);
        };
    }

    private static List<VideoSettings> ladder(JsonNode rungs) {
        List<VideoSettings> ladder = new ArrayList<>();
        rungs.forEach(rung -> ladder.add(video(rung)));
        return ladder;
    }

    private static VideoSettings video(JsonNode v) {
        VideoCodec codec = VideoCodec.of(v.path("codec").asText()).orElse(VideoCodec.H264);
        boolean av1 = codec == VideoCodec.AV1;
        return new VideoSettings(
                codec,
                v.path("preset").asText(av1 ? "8" : "veryfast"),
                v.path("crf").asInt(av1 ? 35 : codec == VideoCodec.HEVC ? 26 : 23),
                v.path("shortSide").asInt(),
                v.path("maxRateKbps").asInt(),
                v.path("maxFrameRate").asInt(60),
                v.path("gopSeconds").asInt(2));
    }

    private static AudioSettings audio(JsonNode a, AudioCodec defaultCodec) {
        AudioCodec codec = AudioCodec.of(a.path("codec").asText()).orElse(defaultCodec);
        return new AudioSettings(
                codec,
                a.path("bitRateKbps").asInt(codec == AudioCodec.OPUS ? 96 : 128),
                a.path("channels").asInt(2),
                a.path("sampleRate").asInt(48000));
    }

    private static Optional<Loudness> loudness(JsonNode l) {
        return l.isObject()
                ? Optional.of(new Loudness(
                        l.path("integratedLufs").asDouble(-16),
                        l.path("truePeakDb").asDouble(-1.5)))
                : Optional.empty();
    }

    private static ImageSettings image(JsonNode i) {
        return new ImageSettings(
                i.path("codec").asText("jpeg"),
                i.path("maxWidth").asInt(),
                i.path("quality").asInt(3),
                i.path("candidates").asInt(50));
    }

    private static StoryboardSettings storyboard(JsonNode s) {
        return new StoryboardSettings(
                s.path("tiles").asInt(50),
                s.path("columns").asInt(10),
                s.path("tileWidth").asInt(160),
                s.path("quality").asInt(5));
    }

    private static PreviewSettings preview(JsonNode p) {
        return new PreviewSettings(
                p.path("width").asInt(320),
                p.path("frameRate").asInt(12),
                p.path("seconds").asInt(6),
                p.path("quality").asInt(60));
    }

    private static WaveformSettings waveform(JsonNode w) {
        return new WaveformSettings(
                w.path("width").asInt(1200),
                w.path("height").asInt(240),
                w.path("color").asText("3b82f6"));
    }

    private Edits edits(JsonNode p) {
        List<String> metadata = new ArrayList<>();
        p.path("metadata").forEach(name -> metadata.add(name.asText()));
        return new Edits(clip(p.path("clip")), watermark(p.path("watermark")), metadata);
    }

    private static Optional<Clip> clip(JsonNode c) {
        return c.isObject()
                ? Optional.of(new Clip(
                        seconds(c.path("startSeconds").asDouble(0)),
                        seconds(c.path("lengthSeconds").asDouble())))
                : Optional.empty();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private Optional<Watermark> watermark(JsonNode w) {
        if (!w.isObject()) {
            return Optional.empty();
        }
        Path file = folder.resolve(w.path("file").asText()).toAbsolutePath();
        return Optional.of(new Watermark(
                file,
                hash(file),
                Watermark.Place.valueOf(w.path("place")
                        .asText("bottom-right")
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')),
                w.path("opacity").asDouble(1),
                w.path("widthPercent").asInt(15),
                w.path("marginPercent").asInt(3)));
    }

    private static ContentHash hash(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return ContentHash.of(in);
        } catch (IOException e) {
            throw new ProfileFileException(file, List.of("the picture of a watermark can't be read: " + e));
        }
    }
}
