package dev.renditions.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Coding;
import dev.renditions.media.Color;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.Span;
import dev.renditions.media.TextFlags;
import dev.renditions.media.TextStream;
import dev.renditions.media.VideoStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** What a probe found, as part of a manifest. What is absent has no field. */
final class MediaJson {
    private MediaJson() {}

    static void write(ObjectNode json, MediaInfo media) {
        json.put("format", media.format());
        media.duration().ifPresent(duration -> json.put("durationSeconds", seconds(duration)));
        ArrayNode video = json.putArray("video");
        media.video().forEach(stream -> write(video.addObject(), stream));
        ArrayNode audio = json.putArray("audio");
        media.audio().forEach(stream -> write(audio.addObject(), stream));
        if (!media.text().isEmpty()) {
            ArrayNode text = json.putArray("text");
            media.text().forEach(stream -> write(text.addObject(), stream));
        }
        json.put("otherStreams", media.otherStreams());
    }

    static MediaInfo read(JsonFields json) {
        return new MediaInfo(
                json.text("format"),
                json.optionalSeconds("durationSeconds"),
                json.list("video", MediaJson::readVideo),
                json.list("audio", MediaJson::readAudio),
                json.optionalList("text", MediaJson::readText),
                json.integer("otherStreams"));
    }

    /** In seconds with as many decimals as it has, down to the nanosecond. */
    static BigDecimal seconds(Duration duration) {
        BigDecimal plain = BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    private static void write(ObjectNode json, VideoStream stream) {
        json.put("index", stream.index());
        json.put("codec", stream.codec());
        write(json.putObject("coded"), stream.coded());
        write(json.putObject("displayed"), stream.displayed());
        json.put("rotation", stream.orientation().degrees());
        if (stream.orientation().mirrored()) {
            json.put("mirrored", true);
        }
        stream.frameRate().ifPresent(rate -> json.put("frameRate", rate));
        json.put("pixelFormat", stream.pixelFormat());
        write(json.putObject("color"), stream.color());
        json.put("interlaced", stream.interlaced());
        json.put("attachedPicture", stream.attachedPicture());
        json.put("main", stream.main());
        stream.span().ifPresent(span -> write(json, span));
        write(json, stream.coding());
    }

    private static VideoStream readVideo(JsonFields json) {
        return new VideoStream(
                json.integer("index"),
                json.text("codec"),
                readSize(json.object("coded")),
                readSize(json.object("displayed")),
                Orientation.of(json.integer("rotation"), json.optionalFlag("mirrored")),
                json.optionalDecimal("frameRate"),
                json.text("pixelFormat"),
                readColor(json.object("color")),
                json.flag("interlaced"),
                json.flag("attachedPicture"),
                json.flag("main"),
                readSpan(json),
                readCoding(json));
    }

    private static void write(ObjectNode json, AudioStream stream) {
        json.put("index", stream.index());
        json.put("codec", stream.codec());
        json.put("channels", stream.channels());
        json.put("sampleRate", stream.sampleRate());
        if (!stream.language().isEmpty()) {
            json.put("language", stream.language());
        }
        json.put("main", stream.main());
        stream.span().ifPresent(span -> write(json, span));
        write(json, stream.coding());
    }

    private static AudioStream readAudio(JsonFields json) {
        return new AudioStream(
                json.integer("index"),
                json.text("codec"),
                json.integer("channels"),
                json.integer("sampleRate"),
                json.optionalText("language"),
                json.flag("main"),
                readSpan(json),
                readCoding(json));
    }

    private static void write(ObjectNode json, TextStream stream) {
        json.put("index", stream.index());
        json.put("codec", stream.codec());
        json.put("language", stream.language());
        json.put("bitmap", stream.bitmap());
        json.put("main", stream.flags().main());
        if (stream.flags().forced()) {
            json.put("forced", true);
        }
        if (stream.flags().hearingImpaired()) {
            json.put("hearingImpaired", true);
        }
    }

    private static TextStream readText(JsonFields json) {
        return new TextStream(
                json.integer("index"),
                json.text("codec"),
                json.text("language"),
                json.flag("bitmap"),
                new TextFlags(json.flag("main"), json.optionalFlag("forced"), json.optionalFlag("hearingImpaired")));
    }

    /** What is unknown has no field, as in manifests of before it was asked for. */
    private static void write(ObjectNode json, Coding coding) {
        if (!coding.profile().isEmpty()) {
            json.put("profile", coding.profile());
        }
        if (coding.level() != 0) {
            json.put("level", coding.level());
        }
        if (coding.kilobits() != 0) {
            json.put("kilobits", coding.kilobits());
        }
    }

    private static Coding readCoding(JsonFields json) {
        return new Coding(
                json.optionalText("profile"), json.optionalInteger("level"), json.optionalInteger("kilobits"));
    }

    private static void write(ObjectNode json, Span span) {
        json.put("startSeconds", seconds(span.start()));
        json.put("endSeconds", seconds(span.end()));
    }

    private static Optional<Span> readSpan(JsonFields json) {
        return json.optionalSeconds("startSeconds")
                .flatMap(start -> json.optionalSeconds("endSeconds").map(end -> new Span(start, end)));
    }

    private static void write(ObjectNode json, Size size) {
        json.put("width", size.width());
        json.put("height", size.height());
    }

    private static Size readSize(JsonFields json) {
        return new Size(json.integer("width"), json.integer("height"));
    }

    private static void write(ObjectNode json, Color color) {
        json.put("primaries", color.primaries());
        json.put("transfer", color.transfer());
        json.put("space", color.space());
        json.put("range", color.range());
    }

    private static Color readColor(JsonFields json) {
        return new Color(json.text("primaries"), json.text("transfer"), json.text("space"), json.text("range"));
    }
}
