package dev.renditions.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Detects stereo audio that is stored as one mono stream per channel, as cameras and editors do in MOV and MXF files.
 * Of more than two streams, the first two are the main mix, as broadcasters deliver it.
 */
final class MonoPair {
    private static final Set<String> FORMATS = Set.of("mov,mp4,m4a,3gp,3g2,mj2", "mxf");

    /** The maximum difference of start and end times of streams that belong together. */
    private static final Duration APART = Duration.ofMillis(50);

    private MonoPair() {}

    /** The first stream with the second as its right channel; empty if they are independent. */
    static Optional<AudioStream> of(String format, List<AudioStream> audio) {
        if (!FORMATS.contains(format) || audio.isEmpty() || audio.size() % 2 != 0) {
            return Optional.empty();
        }
        AudioStream left = audio.get(0);
        boolean together = audio.stream().allMatch(stream -> alike(left, stream));
        return together ? Optional.of(left.with(audio.get(1))) : Optional.empty();
    }

    private static boolean alike(AudioStream left, AudioStream other) {
        return other.channels() == 1
                && !other.commentary()
                && !other.description()
                && other.codec().equals(left.codec())
                && other.sampleRate() == left.sampleRate()
                && other.language().equals(left.language())
                && left.span().isPresent()
                && other.span().isPresent()
                && near(left.span().get().start(), other.span().get().start())
                && near(left.span().get().end(), other.span().get().end());
    }

    private static boolean near(Duration one, Duration two) {
        return one.minus(two).abs().compareTo(APART) <= 0;
    }
}
