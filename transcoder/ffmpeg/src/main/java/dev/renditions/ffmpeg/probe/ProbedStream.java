package dev.renditions.ffmpeg.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.captions.TextCodec;
import dev.renditions.ffmpeg.command.AlphaDecoder;
import dev.renditions.ffmpeg.command.InputWhitelist;
import dev.renditions.ffmpeg.command.Languages;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Coding;
import dev.renditions.media.Color;
import dev.renditions.media.ImageParts;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.TextFlags;
import dev.renditions.media.TextStream;
import dev.renditions.media.UndecodableStream;
import dev.renditions.media.VideoStream;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One stream as ffprobe describes it. Immutable as long as the node is. */
record ProbedStream(JsonNode node) {
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

    /** Lossless codecs, which keep the exact number of samples. */
    private static final Set<String> LOSSLESS = Set.of("flac", "alac");

    private static final Set<String> FIELD_ORDERS = Set.of("tt", "bb", "tb", "bt");

    /**
     * A stated frame rate above this may be the rate of the clock: ffprobe states 1000 (Matroska) or 90000 (MPEG) frames per
     * second if it can't determine the rate. Then the packets are counted. Phones record at most 240.
     */
    private static final double MAX_STATED_RATE = 300;

    /** A larger aspect ratio of pixels is taken for an invalid field; the largest of a real format is 2.2 (D1 widescreen 3:2). */
    private static final double MAX_PIXEL_ASPECT = 8;

    /** The names of profiles are ffmpeg's own, and none is longer. */
    private static final int MAX_PROFILE = 40;

    /** Its index among all streams of the file. */
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
        return marked("attached_pic");
    }

    /** Whether its codec is supported and its colors can be converted. */
    boolean decodable() {
        return InputWhitelist.decodes(text("codec_name")) && incompatibleDolby().isEmpty();
    }

    private Optional<DolbyVision> incompatibleDolby() {
        return DolbyVision.of(node).filter(dolby -> !dolby.compatible());
    }

    /** A sentence that states why it can't be used; empty if it can. */
    String refusal() {
        if (incompatibleDolby().isPresent()) {
            return incompatibleDolby().get().refusal();
        }
        if (!decodable()) {
            String codec = text("codec_name").isEmpty() ? text("codec_tag_string") : text("codec_name");
            return "the codec '" + codec + "' is not supported";
        }
        return isVideo()
                        && (node.path("width").asInt() <= 0
                                || node.path("height").asInt() <= 0)
                ? "the size of the image can't be read; the file may be damaged"
                : "";
    }

    /** Its description as an unusable stream; empty for cover art, which may be missing from a rendition. */
    Optional<UndecodableStream> unusable() {
        return attachedPicture()
                ? Optional.empty()
                : Optional.of(new UndecodableStream(index(), isVideo(), decodable(), refusal()));
    }

    /** Whether encoders of its codec put silence (priming) before the audio: lossless ones do not. */
    boolean primed() {
        return !codec().startsWith("pcm_") && !codec().startsWith("adpcm_") && !LOSSLESS.contains(codec());
    }

    /** Ffmpeg's name of its codec. */
    String codec() {
        return text("codec_name");
    }

    /** Ffmpeg's name of its pixel format; empty if unknown. */
    String pixelFormat() {
        return AlphaDecoder.pixelFormat(
                codec(), text("pix_fmt"), node.path("tags").path("alpha_mode").asText());
    }

    /**
     * Converts it to a video stream.
     *
     * @param still whether it is a still image, whose frame rate is meaningless
     * @param times the times of the file
     */
    VideoStream video(boolean still, ProbedTimes times) {
        Size coded = size();
        Orientation orientation = orientation();
        return new VideoStream(
                index(),
                text("codec_name"),
                coded,
                orientation.shown(squarePixels(cropped())),
                orientation,
                still || attachedPicture() ? Optional.empty() : frameRate(times),
                pixelFormat(),
                color(),
                FIELD_ORDERS.contains(text("field_order")),
                attachedPicture(),
                main(),
                still || attachedPicture() ? Optional.empty() : times.span(this),
                coding(),
                ImageParts.ONE_STREAM,
                times.delayed(this));
    }

    /**
     * Converts it to an audio stream.
     *
     * @param times the times of the file
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
                        coding())
                .marked(marked("comment"), marked("visual_impaired") || marked("descriptions"));
    }

    Color color() {
        return new Color(tag("color_primaries"), tag("color_transfer"), tag("color_space"), tag("color_range"));
    }

    /** Its stored size. */
    Size size() {
        return new Size(node.path("width").asInt(), node.path("height").asInt());
    }

    /** Its stored size without the edges that the container crops: ffmpeg removes them when it decodes. */
    Size cropped() {
        for (JsonNode data : node.path("side_data_list")) {
            if (data.has("crop_left")) {
                long width = size().width() - crop(data, "crop_left") - crop(data, "crop_right");
                long height = size().height() - crop(data, "crop_top") - crop(data, "crop_bottom");
                return width > 0 && height > 0 ? new Size((int) width, (int) height) : size();
            }
        }
        return size();
    }

    private static long crop(JsonNode data, String edge) {
        return Math.max(0, data.path(edge).asLong());
    }

    /** Its number in its container: of a HEIF item or of a track; -1 if it has none. */
    long id() {
        String id = text("id");
        try {
            return id.startsWith("0x") ? Long.parseLong(id.substring(2), 16) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The number of frames that its index states; 0 if unknown. */
    int frames() {
        return node.path("nb_frames").asInt(0);
    }

    /** Whether its frames are shown in another order than they are stored. */
    boolean reordered() {
        return node.path("has_b_frames").asInt(0) > 0;
    }

    Coding coding() {
        String profile = tag("profile");
        long kilobits = node.path("bit_rate").asLong(0) / 1000;
        return new Coding(
                profile.length() > MAX_PROFILE ? "" : profile,
                Math.max(0, node.path("level").asInt(0)),
                (int) Math.max(0, Math.min(Integer.MAX_VALUE, kilobits)));
    }

    TextStream text() {
        String codec = text("codec_name");
        TextFlags flags = new TextFlags(main(), marked("forced"), marked("hearing_impaired") || marked("captions"));
        return new TextStream(index(), codec, language(), TextCodec.of(codec).isEmpty(), flags);
    }

    /** The shortest code of its language; empty if the tag, which an uploader controls, is not a language code. */
    private String language() {
        String language = node.path("tags").path("language").asText("");
        return LANGUAGE.matcher(language).matches() && !language.equals("und") ? Languages.shortest(language) : "";
    }

    boolean main() {
        return marked("default");
    }

    private boolean marked(String disposition) {
        return node.path("disposition").path(disposition).asInt() == 1;
    }

    private String text(String field) {
        return node.path(field).asText("");
    }

    private String tag(String field) {
        String value = text(field);
        return value.equals("unknown") || value.equals("reserved") ? "" : value;
    }

    Size squarePixels(Size coded) {
        double aspect = ratio(text("sample_aspect_ratio"), ":").orElse(1.0);
        boolean believable = aspect <= MAX_PIXEL_ASPECT && aspect >= 1 / MAX_PIXEL_ASPECT;
        return believable ? new Size((int) Math.max(1, Math.round(coded.width() * aspect)), coded.height()) : coded;
    }

    Orientation orientation() {
        for (JsonNode data : node.path("side_data_list")) {
            if (data.has("displaymatrix")) {
                return DisplayMatrix.orientation(data.path("displaymatrix").asText(""));
            }
        }
        return Orientation.UPRIGHT;
    }

    /** Whether its frame rate is known without counting packets. */
    boolean statesRate() {
        return !isVideo() || averageRate().isPresent();
    }

    /**
     * The average rate. If it may be the rate of the clock, or of a raw stream, where ffprobe invents it: the rate by the packet
     * count, otherwise the rate that every timestamp fits, unless that may also be the rate of the clock.
     */
    private Optional<Double> frameRate(ProbedTimes times) {
        boolean raw = text("start_time").isEmpty();
        Optional<Double> counted = times.rate(this);
        Optional<Double> average = averageRate();
        return (raw ? counted.or(() -> average) : average.or(() -> counted))
                .or(() -> ratio(text("r_frame_rate"), "/").filter(rate -> rate <= MAX_STATED_RATE));
    }

    private Optional<Double> averageRate() {
        return ratio(text("avg_frame_rate"), "/").filter(rate -> rate <= MAX_STATED_RATE);
    }

    /** Parses a ratio such as {@code 30000/1001}; empty if it is invalid or not positive. */
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
