package dev.renditions.media;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of probing a file. Immutable.
 *
 * @param format ffmpeg's names of the container, such as {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param still whether it is a still image: a photo, or a GIF with one frame
 * @param duration its duration; absent for a still image, and if the file does not state it
 * @param video its video streams, cover art included, in the file's order
 * @param audio its audio streams, in the file's order
 * @param text its subtitle streams, in the file's order
 * @param unusable its video and audio streams that can't be decoded here
 * @param otherStreams number of other streams: data, attachments
 * @param clock the relation of its timestamps to the clock of all times here and in outputs
 * @param flaws sentences for users about damage visible in its headers; may be empty
 */
public record MediaInfo(
        String format,
        boolean still,
        Optional<Duration> duration,
        List<VideoStream> video,
        List<AudioStream> audio,
        List<TextStream> text,
        List<UndecodableStream> unusable,
        int otherStreams,
        SourceClock clock,
        List<String> flaws) {
    /** The most audio that a package has. */
    public static final int MOST_SOUNDS = 12;

    /** Copies the lists. */
    public MediaInfo {
        video = List.copyOf(video);
        audio = List.copyOf(audio);
        text = List.copyOf(text);
        unusable = List.copyOf(unusable);
        flaws = List.copyOf(flaws);
    }

    /** A file without flaws whose streams are all usable and whose clock starts at its beginning. */
    public MediaInfo(
            String format,
            Optional<Duration> duration,
            List<VideoStream> video,
            List<AudioStream> audio,
            List<TextStream> text,
            int otherStreams) {
        this(
                format,
                stillFormat(format) && audio.isEmpty(),
                duration,
                video,
                audio,
                text,
                List.of(),
                otherStreams,
                SourceClock.FILE,
                List.of());
    }

    /**
     * A copy with other orientations.
     *
     * @param orientations orientations by stream index; other streams are unchanged
     */
    public MediaInfo turned(Map<Integer, Orientation> orientations) {
        List<VideoStream> turned = video.stream()
                .map(v -> Optional.ofNullable(orientations.get(v.index()))
                        .map(v::turned)
                        .orElse(v))
                .toList();
        return new MediaInfo(format, still, duration, turned, audio, text, unusable, otherStreams, clock, flaws);
    }

    /** A copy with these flaws. */
    public MediaInfo with(List<String> other) {
        return new MediaInfo(format, still, duration, video, audio, text, unusable, otherStreams, clock, other);
    }

    /** A copy limited to what can be decoded: each stream ends with its last decodable part. */
    public MediaInfo asFarAs(DecodeCondition condition) {
        List<VideoStream> shownVideo = video.stream()
                .map(v -> v.ending(condition.end(v.index(), v.span())))
                .toList();
        List<AudioStream> heardAudio = audio.stream()
                .map(a -> a.ending(condition.end(a.index(), a.span())))
                .toList();
        Optional<Duration> end = Stream.concat(
                        shownVideo.stream().map(VideoStream::span),
                        heardAudio.stream().map(AudioStream::span))
                .flatMap(Optional::stream)
                .map(Span::end)
                .max(Comparator.naturalOrder());
        return new MediaInfo(
                format,
                still,
                end.filter(e -> duration.isPresent()).or(() -> duration),
                shownVideo,
                heardAudio,
                text,
                unusable,
                otherStreams,
                clock,
                flaws);
    }

    /** A copy with the audio streams only. */
    public MediaInfo soundAlone() {
        return new MediaInfo(
                format, false, duration, List.of(), audio, List.of(), unusable, otherStreams, clock, flaws);
    }

    /** Whether ffmpeg's name of a format is that of a still image format. */
    public static boolean stillFormat(String format) {
        return format.endsWith("_pipe") || format.equals("image2");
    }

    /** The video that players show: the one marked as default, otherwise the first; never cover art. */
    public Optional<VideoStream> mainVideo() {
        return video.stream().filter(v -> !v.attachedPicture()).reduce((a, b) -> b.main() && !a.main() ? b : a);
    }

    /**
     * The audio that players play: the one marked as default, otherwise the first. Two mono streams of a camera or an
     * editor that belong together are one stereo stream.
     */
    public Optional<AudioStream> mainAudio() {
        return MonoPair.of(format, audio).or(() -> audio.stream().reduce((a, b) -> b.main() && !a.main() ? b : a));
    }

    /**
     * All audio that a player can choose from, at most {@value #MOST_SOUNDS}: the main audio, then the others in the file's
     * order. Two mono streams that belong together are one, and then the only one.
     */
    public List<AudioStream> sounds() {
        Optional<AudioStream> pair = MonoPair.of(format, audio);
        if (pair.isPresent()) {
            return List.of(pair.get());
        }
        Optional<AudioStream> first = mainAudio();
        return Stream.concat(
                        first.stream(),
                        audio.stream().filter(other -> !first.get().equals(other)))
                .limit(MOST_SOUNDS)
                .toList();
    }

    /** A copy without some of its audio streams. */
    public MediaInfo withoutAudio(Collection<Integer> streams) {
        return new MediaInfo(
                format,
                still,
                duration,
                video,
                audio.stream().filter(each -> !streams.contains(each.index())).toList(),
                text,
                unusable,
                otherStreams,
                clock,
                flaws);
    }

    /** The video stream that represents the file: its main video, otherwise its cover art. */
    public Optional<VideoStream> picture() {
        return mainVideo().or(() -> video.stream().findFirst());
    }

    /** The first video stream that can't be decoded; empty if a decodable one other than cover art exists. */
    public Optional<UndecodableStream> unusableVideo() {
        return mainVideo().isPresent()
                ? Optional.empty()
                : unusable.stream().filter(UndecodableStream::video).findFirst();
    }

    /** The first audio stream that can't be decoded; empty if a decodable one exists. */
    public Optional<UndecodableStream> unusableAudio() {
        return audio.isEmpty()
                ? unusable.stream().filter(stream -> !stream.video()).findFirst()
                : Optional.empty();
    }
}
