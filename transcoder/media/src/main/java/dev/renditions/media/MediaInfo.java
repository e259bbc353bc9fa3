package dev.renditions.media;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a probe finds in a file. Immutable.
 *
 * @param format ffmpeg's names of the container, such as {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param still whether its video is one picture that does not move: a photo, a GIF of one frame
 * @param duration how long it plays; absent for a still, and where the file does not say
 * @param video its video streams, cover art included, in the file's order
 * @param audio its audio streams, in the file's order
 * @param text its streams of subtitles, in the file's order
 * @param unusable its streams of pictures and sound that can't be decoded here
 * @param otherStreams how many more streams there are: data, attachments
 * @param clock how its timestamps relate to the clock that all times here, and those of outputs, count by
 * @param flaws what its headers show to be damaged or missing, sentences for people; empty if they show nothing
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
    /** Copies the lists. */
    public MediaInfo {
        video = List.copyOf(video);
        audio = List.copyOf(audio);
        text = List.copyOf(text);
        unusable = List.copyOf(unusable);
        flaws = List.copyOf(flaws);
    }

    /** A file without anything unusual: all its streams can be used, and its clock starts with it. */
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
     * The same, with pictures turned in other ways.
     *
     * @param orientations how, by the numbers of streams; others stay as they are
     */
    public MediaInfo turned(Map<Integer, Orientation> orientations) {
        List<VideoStream> turned = video.stream()
                .map(v -> Optional.ofNullable(orientations.get(v.index()))
                        .map(v::turned)
                        .orElse(v))
                .toList();
        return new MediaInfo(format, still, duration, turned, audio, text, unusable, otherStreams, clock, flaws);
    }

    /** The same with these flaws. */
    public MediaInfo with(List<String> other) {
        return new MediaInfo(format, still, duration, video, audio, text, unusable, otherStreams, clock, other);
    }

    /** The same as far as it can be decoded: streams end where the last part of them does that can. */
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

    /** The same as if it held nothing but sound. */
    public MediaInfo soundAlone() {
        return new MediaInfo(
                format, false, duration, List.of(), audio, List.of(), unusable, otherStreams, clock, flaws);
    }

    /** Whether ffmpeg's name of a format is that of one that holds single pictures alone. */
    public static boolean stillFormat(String format) {
        return format.endsWith("_pipe") || format.equals("image2");
    }

    /** The video that a player would show: the one marked as default, else the first; never cover art. */
    public Optional<VideoStream> mainVideo() {
        return video.stream().filter(v -> !v.attachedPicture()).reduce((a, b) -> b.main() && !a.main() ? b : a);
    }

    /**
     * The sound that a player would play: the one marked as default, else the first. Mono streams of a camera or an editor
     * that belong together are one stereo sound.
     */
    public Optional<AudioStream> mainAudio() {
        return MonoPair.of(format, audio).or(() -> audio.stream().reduce((a, b) -> b.main() && !a.main() ? b : a));
    }

    /** The picture that stands for the file: its video, else its cover art. */
    public Optional<VideoStream> picture() {
        return mainVideo().or(() -> video.stream().findFirst());
    }

    /** The first stream of pictures that can't be decoded, if there is no other but cover art. */
    public Optional<UndecodableStream> unusableVideo() {
        return mainVideo().isPresent()
                ? Optional.empty()
                : unusable.stream().filter(UndecodableStream::video).findFirst();
    }

    /** The first stream of sound that can't be decoded, if there is no other. */
    public Optional<UndecodableStream> unusableAudio() {
        return audio.isEmpty()
                ? unusable.stream().filter(stream -> !stream.video()).findFirst()
                : Optional.empty();
    }
}
