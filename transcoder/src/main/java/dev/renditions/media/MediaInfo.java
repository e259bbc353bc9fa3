package dev.renditions.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a probe finds in a file. Immutable.
 *
 * @param format ffmpeg's names of the container, such as {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param duration how long it plays; absent for a still, and where the file does not say
 * @param video its video streams, cover art included, in the file's order
 * @param audio its audio streams, in the file's order
 * @param text its streams of subtitles, in the file's order
 * @param otherStreams how many more streams there are: data, attachments
 */
public record MediaInfo(
        String format,
        Optional<Duration> duration,
        List<VideoStream> video,
        List<AudioStream> audio,
        List<TextStream> text,
        int otherStreams) {
    private static final Set<String> CLOCKED_ANYHOW = Set.of("mpegts", "mpeg", "ogg");

    /** Copies the lists. */
    public MediaInfo {
        video = List.copyOf(video);
        audio = List.copyOf(audio);
        text = List.copyOf(text);
    }

    /** The video that a player would show: the one marked as default, else the first; never cover art. */
    public Optional<VideoStream> mainVideo() {
        return video.stream().filter(v -> !v.attachedPicture()).reduce((a, b) -> b.main() && !a.main() ? b : a);
    }

    /** The sound that a player would play: the one marked as default, else the first. */
    public Optional<AudioStream> mainAudio() {
        return audio.stream().reduce((a, b) -> b.main() && !a.main() ? b : a);
    }

    /** The picture that stands for the file: its video, else its cover art. */
    public Optional<VideoStream> picture() {
        return mainVideo().or(() -> video.stream().findFirst());
    }

    /** Whether its video is one still picture. */
    public boolean still() {
        return (format.endsWith("_pipe") || format.equals("image2")) && audio.isEmpty();
    }

    /**
     * Whether its clock starts anywhere, so that what is made of some of its streams begins with the first of these: MPEG
     * transport and program streams, and Ogg. In all others the clock starts with the file, and a stream that begins
     * later than the file does so in what is made of it, too.
     */
    public boolean startsAnywhere() {
        return CLOCKED_ANYHOW.contains(format);
    }
}
