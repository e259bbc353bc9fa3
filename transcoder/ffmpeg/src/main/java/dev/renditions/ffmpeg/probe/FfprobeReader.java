package dev.renditions.ffmpeg.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.renditions.api.MediaException;
import dev.renditions.ffmpeg.engine.Diagnosis;
import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.SourceClock;
import dev.renditions.media.TextStream;
import dev.renditions.media.UndecodableStream;
import dev.renditions.media.VideoStream;
import dev.renditions.media.mp4.FirstFragment;
import dev.renditions.media.mp4.HeifFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what ffprobe prints into a {@link MediaInfo}. A stream whose codec is not decoded, or that has no size, does not keep the
 * others from being used: a plan that needs it says why nothing can be made.
 *
 * @param root what ffprobe printed
 * @param guessed whether it says that the times it states are guesses
 * @param heif what the file itself says, if it is a HEIF file
 * @param fragment what the first fragment says, if it is an MP4 of fragments
 */
record FfprobeReader(JsonNode root, boolean guessed, Optional<HeifFile> heif, Optional<FirstFragment> fragment) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Formats whose animations may have a single frame, which makes them stills. */
    private static final Set<String> ANIMATIONS = Set.of("gif", "apng");

    /**
     * For what ffprobe printed.
     *
     * @throws MediaException of kind UNSUPPORTED if there is neither picture nor sound in it
     */
    static FfprobeReader of(String json, boolean guessed, Optional<HeifFile> heif, Optional<FirstFragment> fragment) {
        try {
            FfprobeReader reader = new FfprobeReader(JSON.readTree(json), guessed, heif, fragment);
            reader.stated();
            return reader;
        } catch (JsonProcessingException e) {
            throw new MediaException(MediaException.Kind.ENGINE, "ffprobe did not print JSON", e);
        }
    }

    /**
     * Checks the number of streams: some readers go on beyond the number that they were given.
     *
     * @throws MediaException of kind LIMIT if there are more
     */
    void requireStreams(int most) {
        if (root.path("streams").size() > most) {
            throw new MediaException(MediaException.Kind.LIMIT, Diagnosis.tooManyStreams(Integer.toString(most)));
        }
    }

    /** Whether what is stated will not do, so that its packets are to be counted. */
    boolean uncertain() {
        return !image() && times(Optional.empty()).uncertain(played());
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
        return new ProbedTimes(
                root.path("format"), root.path("packets"), guessed, packets, mainVideo(), mainAudio(), fragment);
    }

    private String formatName() {
        return root.path("format").path("format_name").asText("");
    }

    /** Whether it is an image by its format: a still in every case. */
    private boolean image() {
        return MediaInfo.stillFormat(formatName())
                || (heif.isPresent() && heifImage().sequence().isEmpty());
    }

    private boolean still(ProbedTimes times) {
        return image() || (ANIMATIONS.contains(formatName()) && times.singleFrame());
    }

    private HeifImage heifImage() {
        return new HeifImage(root, heif.orElseThrow());
    }

    private List<ProbedStream> streams() {
        List<ProbedStream> streams = new ArrayList<>();
        root.path("streams").forEach(node -> streams.add(new ProbedStream(node)));
        return streams;
    }

    /** What takes time: pictures and sound, used or not, without cover art. */
    private List<ProbedStream> played() {
        return streams().stream()
                .filter(s -> (s.isVideo() && !s.attachedPicture()) || s.isAudio())
                .toList();
    }

    private Optional<ProbedStream> mainVideo() {
        return streams().stream()
                .filter(s -> s.isVideo() && !s.attachedPicture() && s.refusal().isEmpty())
                .reduce((a, b) -> b.main() && !a.main() ? b : a);
    }

    private Optional<ProbedStream> mainAudio() {
        return streams().stream().filter(ProbedStream::isAudio).findFirst();
    }

    private MediaInfo read(ProbedTimes times) {
        List<VideoStream> video = new ArrayList<>();
        List<AudioStream> audio = new ArrayList<>();
        List<TextStream> text = new ArrayList<>();
        List<UndecodableStream> unusable = new ArrayList<>();
        int others = 0;
        Set<Integer> pictures = new HashSet<>();
        if (heif.isPresent()) {
            HeifImage image = heifImage();
            video.addAll(image.streams(times));
            pictures.addAll(image.used());
        }
        for (ProbedStream stream : streams()) {
            if (stream.isText()) {
                text.add(stream.text());
            } else if (stream.isVideo() && heif.isPresent()) {
                others += pictures.contains(stream.index()) ? 0 : 1;
            } else if (!stream.isVideo() && !stream.isAudio()) {
                others++;
            } else if (!stream.refusal().isEmpty()) {
                others += stream.attachedPicture() ? 1 : 0;
                stream.unusable().ifPresent(unusable::add);
            } else if (stream.isVideo()) {
                video.add(stream.video(still(times), times));
            } else {
                audio.add(stream.audio(times));
            }
        }
        if (video.isEmpty() && audio.isEmpty()) {
            throw nothing(unusable);
        }
        boolean still = still(times) && audio.isEmpty();
        return new MediaInfo(
                formatName(),
                still,
                still ? Optional.empty() : times.length(played()),
                video,
                audio,
                text,
                unusable,
                others,
                still ? SourceClock.FILE : times.clock(streams()),
                List.of());
    }

    private static MediaException nothing(List<UndecodableStream> unusable) {
        return unusable.stream()
                .findFirst()
                .map(stream -> new MediaException(
                        stream.damaged() ? MediaException.Kind.DAMAGED : MediaException.Kind.UNSUPPORTED,
                        stream.reason()))
                .orElseGet(() -> new MediaException(
                        MediaException.Kind.UNSUPPORTED, "the file holds neither pictures nor sound"));
    }

    /** How the first frame of a stream is turned, by what ffprobe printed of it; empty if it does not say. */
    static Optional<Orientation> orientationOfFrame(String json) {
        try {
            for (JsonNode frame : JSON.readTree(json).path("frames")) {
                for (JsonNode data : frame.path("side_data_list")) {
                    if (data.has("displaymatrix")) {
                        return Optional.of(DisplayMatrix.orientation(
                                data.path("displaymatrix").asText("")));
                    }
                }
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new MediaException(MediaException.Kind.ENGINE, "ffprobe did not print JSON", e);
        }
    }
}
