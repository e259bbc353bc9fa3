package dev.renditions.ffmpeg;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.renditions.MediaException;
import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.VideoStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what ffprobe prints into a {@link MediaInfo}.
 *
 * <p>Streams whose codec is not decoded, or that have no size, count among the other streams, so that a file with a
 * second, exotic track still works. Where no video, or no sound, is left of what there was, the whole file is refused:
 * a film that silently lost its sound is worse than none.
 */
final class FfprobeReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Photos in the container of films: their tiles would be taken for videos. */
    private static final Set<String> STILL_BRANDS = Set.of("heic", "heix", "heim", "heis", "mif1", "avif");

    private FfprobeReader() {}

    /**
     * Reads what ffprobe printed.
     *
     * @throws MediaException of kind UNSUPPORTED if there is nothing in it that is decoded; DAMAGED or LIMIT if its
     *     streams make no sense or are too large
     */
    static MediaInfo read(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new MediaException(MediaException.Kind.ENGINE, "ffprobe printed what is no JSON", e);
        }
        JsonNode format = root.path("format");
        String formatName = format.path("format_name").asText("");
        String brand = format.path("tags").path("major_brand").asText("").strip();
        if (STILL_BRANDS.contains(brand)) {
            throw new MediaException(
                    MediaException.Kind.UNSUPPORTED, "photos of the kind '" + brand + "' are not supported");
        }
        boolean still = formatName.endsWith("_pipe");
        List<VideoStream> video = new ArrayList<>();
        List<AudioStream> audio = new ArrayList<>();
        List<JsonNode> played = new ArrayList<>();
        Refusals refusals = new Refusals();
        int others = 0;
        for (JsonNode stream : root.path("streams")) {
            ProbedStream probed = new ProbedStream(stream);
            if (!probed.isVideo() && !probed.isAudio()) {
                others++;
            } else if (refusals.refuse(probed)) {
                others++;
            } else if (probed.isVideo()) {
                video.add(probed.video(still, ProbedDuration.span(format, stream)));
            } else {
                audio.add(probed.audio(ProbedDuration.span(format, stream)));
            }
            if ((probed.isVideo() && !probed.attachedPicture()) || probed.isAudio()) {
                played.add(stream);
            }
        }
        refusals.check(video.stream().anyMatch(v -> !v.attachedPicture()), !audio.isEmpty());
        if (video.isEmpty() && audio.isEmpty()) {
            throw new MediaException(MediaException.Kind.UNSUPPORTED, "the file holds neither pictures nor sound");
        }
        return new MediaInfo(
                formatName, still ? Optional.empty() : ProbedDuration.of(format, played), video, audio, others);
    }

    /** Streams that can't be used, and why the first of each kind can't. */
    private static final class Refusals {
        private String video = "";
        private String audio = "";
        private MediaException.Kind kind = MediaException.Kind.UNSUPPORTED;

        boolean refuse(ProbedStream stream) {
            String reason = stream.refusal();
            if (reason.isEmpty()) {
                return false;
            }
            if (stream.isAudio() && audio.isEmpty()) {
                audio = reason;
            } else if (stream.isVideo() && !stream.attachedPicture() && video.isEmpty()) {
                video = reason;
                kind = stream.decodable() ? MediaException.Kind.DAMAGED : MediaException.Kind.UNSUPPORTED;
            }
            return true;
        }

        void check(boolean anyVideo, boolean anyAudio) {
            if (!anyVideo && !video.isEmpty()) {
                throw new MediaException(kind, video);
            }
            if (!anyAudio && !audio.isEmpty()) {
                throw new MediaException(MediaException.Kind.UNSUPPORTED, audio);
            }
        }
    }
}
