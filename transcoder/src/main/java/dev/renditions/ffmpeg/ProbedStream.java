package dev.renditions.ffmpeg;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Coding;
import dev.renditions.media.Color;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.TextStream;
import dev.renditions.media.VideoStream;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One stream as ffprobe describes it. Immutable as long as the node is. */
record ProbedStream(JsonNode node) {
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

    /** Codecs of subtitles that are text; all others are pictures, or not known. */
    private static final Set<String> TEXTS = Set.of("mov_text", "subrip", "ass", "ssa", "webvtt", "text");

    private static final Set<String> FIELD_ORDERS = Set.of("tt", "bb", "tb", "bt");

    /**
     * Frame rates above this are taken for clocks: a file whose timestamps say nothing gets 1000 (Matroska) or 90000
     * (MPEG) frames a second. The fastest that telephones record is 240.
     */
    private static final double MAX_FRAME_RATE = 300;

    /** Pixels longer than this are taken for a broken field; the longest of a real format is 2.2 (D1 widescreen 3:2). */
    private static final double MAX_PIXEL_ASPECT = 8;

    /** Names of profiles are ffmpeg's own; none is longer. */
    private static final int MAX_PROFILE = 40;

    /** Its number among all streams of the file. */
    int index() {
        return node.path("index").asInt();
    }

    boolean isVideo() {
        return text("codec_type").equals("video");
    }

    boolean isAudio() {
        return text("codec_type").equals("audio");
    }

    boolean isText() {
        return text("codec_type").equals("subtitle");
    }

    boolean attachedPicture() {
        return node.path("disposition").path("attached_pic").asInt() == 1;
    }

    /** Whether its codec is one that is decoded. */
    boolean decodable() {
        return InputPins.decodes(text("codec_name"));
    }

    /** A sentence that says why it can't be used; empty if it can. */
    String refusal() {
        if (!decodable()) {
            String codec = text("codec_name").isEmpty() ? text("codec_tag_string") : text("codec_name");
            return "the codec '" + codec + "' is not supported";
        }
        return isVideo()
                        && (node.path("width").asInt() <= 0
                                || node.path("height").asInt() <= 0)
                ? "the video's size can't be read"
                : "";
    }

    /**
     * As a video.
     *
     * @param still whether it is one picture, whose rate is made up
     * @param times when it plays
     */
    VideoStream video(boolean still, ProbedTimes times) {
        Size coded = new Size(node.path("width").asInt(), node.path("height").asInt());
        Orientation orientation = orientation();
        return new VideoStream(
                index(),
                text("codec_name"),
                coded,
                orientation.shown(squarePixels(coded)),
                orientation,
                still || attachedPicture() ? Optional.empty() : frameRate(times),
                text("pix_fmt"),
                new Color(tag("color_primaries"), tag("color_transfer"), tag("color_space"), tag("color_range")),
                FIELD_ORDERS.contains(text("field_order")),
                attachedPicture(),
                main(),
                still || attachedPicture() ? Optional.empty() : times.span(this),
                coding());
    }

    /**
     * As sound.
     *
     * @param times when it plays
     */
    AudioStream audio(ProbedTimes times) {
        return new AudioStream(
                index(),
                text("codec_name"),
                node.path("channels").asInt(),
                node.path("sample_rate").asInt(),
                language(),
                main(),
                times.span(this),
                coding());
    }

    private Coding coding() {
        String profile = tag("profile");
        long kilobits = node.path("bit_rate").asLong(0) / 1000;
        return new Coding(
                profile.length() > MAX_PROFILE ? "" : profile,
                Math.max(0, node.path("level").asInt(0)),
                (int) Math.max(0, Math.min(Integer.MAX_VALUE, kilobits)));
    }

    /** As subtitles. */
    TextStream text() {
        String codec = text("codec_name");
        return new TextStream(index(), codec, language(), !TEXTS.contains(codec), main());
    }

    /** An uploader's word, so only what has the form of a language's code counts, in its shortest. */
    private String language() {
        String language = node.path("tags").path("language").asText("");
        return LANGUAGE.matcher(language).matches() && !language.equals("und") ? Languages.shortest(language) : "";
    }

    private boolean main() {
        return node.path("disposition").path("default").asInt() == 1;
    }

    private String text(String field) {
        return node.path(field).asText("");
    }

    private String tag(String field) {
        String value = text(field);
        return value.equals("unknown") || value.equals("reserved") ? "" : value;
    }

    private Size squarePixels(Size coded) {
        double aspect = ratio(text("sample_aspect_ratio"), ":").orElse(1.0);
        boolean believable = aspect <= MAX_PIXEL_ASPECT && aspect >= 1 / MAX_PIXEL_ASPECT;
        return believable ? new Size((int) Math.max(1, Math.round(coded.width() * aspect)), coded.height()) : coded;
    }

    private Orientation orientation() {
        for (JsonNode data : node.path("side_data_list")) {
            if (data.has("displaymatrix")) {
                return DisplayMatrix.orientation(data.path("displaymatrix").asText(""));
            }
        }
        return Orientation.UPRIGHT;
    }

    /** Whether it needs no count to tell its rate. */
    boolean statesRate() {
        return !isVideo() || averageRate().isPresent();
    }

    /**
     * The average, unless it is a clock's or, in a raw stream, made up: then by the count, else the rate that every
     * timestamp fits to, unless that is a clock's too.
     */
    private Optional<Double> frameRate(ProbedTimes times) {
        boolean raw = text("start_time").isEmpty();
        Optional<Double> counted = times.rate(this).filter(rate -> rate <= MAX_FRAME_RATE);
        Optional<Double> average = averageRate();
        return (raw ? counted.or(() -> average) : average.or(() -> counted))
                .or(() -> ratio(text("r_frame_rate"), "/").filter(rate -> rate <= MAX_FRAME_RATE));
    }

    private Optional<Double> averageRate() {
        return ratio(text("avg_frame_rate"), "/").filter(rate -> rate <= MAX_FRAME_RATE);
    }

    /** A number such as {@code 30000/1001}; empty if it is nothing or has no parts. */
    private static Optional<Double> ratio(String text, String by) {
        String[] parts = text.split(by, -1);
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            double value = Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
            return Double.isFinite(value) && value > 0 ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
