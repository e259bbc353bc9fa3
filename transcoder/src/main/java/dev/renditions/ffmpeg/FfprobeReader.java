package dev.renditions.ffmpeg;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.renditions.MediaException;
import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.TextStream;
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

    private final JsonNode root;
    private final boolean guessed;

    private FfprobeReader(JsonNode root, boolean guessed) {
        this.root = root;
        this.guessed = guessed;
    }

    /**
     * For what ffprobe printed.
     *
     * @param guessed whether it says that the times it states are guesses
     * @throws MediaException of kind UNSUPPORTED if there is nothing in it that is decoded; DAMAGED or LIMIT if its
     *     streams make no sense or are too large
     */
    static FfprobeReader of(String json, boolean guessed) {
        try {
            FfprobeReader reader = new FfprobeReader(JSON.readTree(json), guessed);
            reader.stated();
            return reader;
        } catch (JsonProcessingException e) {
            throw new MediaException(MediaException.Kind.ENGINE, "ffprobe printed what is no JSON", e);
        }
    }

    /** Some readers go on beyond the number that they were told. */
    void requireStreams(int most) {
        if (root.path("streams").size() > most) {
            throw new MediaException(MediaException.Kind.LIMIT, Diagnosis.tooManyStreams(Integer.toString(most)));
        }
    }

    /** Whether what is stated will not do, so that its packets are to be counted. */
    boolean uncertain() {
        return !still() && times(Optional.empty()).uncertain(played());
    }

    /** A count of its packets, to be made. */
    PacketCount count() {
        return new PacketCount(times(Optional.empty()).jumps());
    }

    /** The file by what it states alone. */
    MediaInfo stated() {
        return read(times(Optional.empty()));
    }

    /** The file by its packets. */
    MediaInfo counted(PacketCount packets) {
        return read(times(Optional.of(packets)));
    }

    private ProbedTimes times(Optional<PacketCount> packets) {
        return new ProbedTimes(root.path("format"), guessed, packets);
    }

    private String formatName() {
        return root.path("format").path("format_name").asText("");
    }

    private boolean still() {
        return formatName().endsWith("_pipe");
    }

    /** What takes time: pictures and sound, used or not, without cover art. */
    private List<ProbedStream> played() {
        List<ProbedStream> played = new ArrayList<>();
        for (JsonNode node : root.path("streams")) {
            ProbedStream stream = new ProbedStream(node);
            if ((stream.isVideo() && !stream.attachedPicture()) || stream.isAudio()) {
                played.add(stream);
            }
        }
        return played;
    }

    private MediaInfo read(ProbedTimes times) {
        refuseTiles();
        List<VideoStream> video = new ArrayList<>();
        List<AudioStream> audio = new ArrayList<>();
        List<TextStream> text = new ArrayList<>();
        Refusals refusals = new Refusals();
        int others = 0;
        for (JsonNode node : root.path("streams")) {
            ProbedStream stream = new ProbedStream(node);
            if (stream.isText()) {
                text.add(stream.text());
            } else if ((!stream.isVideo() && !stream.isAudio()) || refusals.refuse(stream)) {
                others++;
            } else if (stream.isVideo()) {
                video.add(stream.video(still(), times));
            } else {
                audio.add(stream.audio(times));
            }
        }
        refusals.check(video.stream().anyMatch(v -> !v.attachedPicture()), !audio.isEmpty());
        if (video.isEmpty() && audio.isEmpty()) {
            throw new MediaException(MediaException.Kind.UNSUPPORTED, "the file holds neither pictures nor sound");
        }
        return new MediaInfo(
                formatName(), still() ? Optional.empty() : times.length(played()), video, audio, text, others);
    }

    private void refuseTiles() {
        String brand =
                root.path("format").path("tags").path("major_brand").asText("").strip();
        if (STILL_BRANDS.contains(brand)) {
            throw new MediaException(
                    MediaException.Kind.UNSUPPORTED, "photos of the kind '" + brand + "' are not supported");
        }
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
