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
 * Converts the output of ffprobe to a {@link MediaInfo}. A stream with an unsupported codec or without a size does not prevent
 * the use of the others: a plan that needs it reports why the rendition can't be made.
 *
 * @param root the output of ffprobe
 * @param guessed whether ffprobe reports that its durations are guesses
 * @param heif the index of a HEIF file; empty for other files
 * @param fragment the first fragment of a fragmented MP4; empty for other files
 */
record FfprobeReader(JsonNode root, boolean guessed, Optional<HeifFile> heif, Optional<FirstFragment> fragment) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Formats of animations. A file with a single frame is a still image. */
    private static final Set<String> ANIMATIONS = Set.of("gif", "apng");

    /**
     * Parses the output of ffprobe.
     *
     * @throws MediaException of kind UNSUPPORTED if the file contains no image, video or audio
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
     * Checks the number of streams, since some demuxers ignore the limit that they were given.
     *
     * @throws MediaException of kind LIMIT if there are more
     */
    void requireStreams(int most) {
        if (root.path("streams").size() > most) {
            throw new MediaException(MediaException.Kind.LIMIT, Diagnosis.tooManyStreams(Integer.toString(most)));
        }
    }

    /** Whether the durations in the headers are not reliable, so that the packets have to be counted. */
    boolean needsPacketCount() {
        return !image() && times(Optional.empty()).needPacketCount(played());
    }

    /** A new counter for the packets of this file. */
    PacketCount newPacketCount() {
        return new PacketCount(times(Optional.empty()).jumps());
    }

    /** The file as its headers describe it. */
    MediaInfo stated() {
        return read(times(Optional.empty()));
    }

    /** The file with the times of its packets. */
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

    /** Whether its format is a format of still images. */
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

    /** The streams that have a duration: video and audio, supported or not, without cover art. */
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
                        MediaException.Kind.UNSUPPORTED, "the file contains no image, video or audio"));
    }

    /** The orientation of the first frame in the output of ffprobe; empty if the frame states none. */
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
