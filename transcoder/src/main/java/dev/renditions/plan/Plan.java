package dev.renditions.plan;

import dev.renditions.media.Size;
import dev.renditions.profile.AudioProfile;
import dev.renditions.profile.ImageProfile;
import dev.renditions.profile.Profile;
import dev.renditions.profile.VideoProfile;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to be done for one source and one profile, decided before anything runs, and what the output must then be.
 * Immutable.
 */
public sealed interface Plan permits Plan.Encode, Plan.NotApplicable {

    /**
     * The source has nothing that this profile could be made from.
     *
     * @param reason why, a sentence for people
     */
    record NotApplicable(String reason) implements Plan {}

    /** A rendition to encode. */
    sealed interface Encode extends Plan permits Video, Audio, Picture {
        /** The profile it is made for. */
        Profile profile();

        /** How long the output must play; absent for a picture, and where the source does not say. */
        Optional<Duration> duration();
    }

    /**
     * A video to encode.
     *
     * @param profile its profile
     * @param videoStream the source's stream to show, by its number among all streams
     * @param audioStream the source's stream to play; absent if there is none
     * @param size the exact size of the output: even, square pixels, as displayed
     * @param frameRate the rate to force; absent to keep the source's
     * @param gopFrames frames from key frame to key frame
     * @param deinterlace whether to turn fields into frames first
     * @param toneMap whether to bring high dynamic range down to BT.709
     * @param channels channels of sound in the output; 0 without sound
     * @param duration see {@link Encode#duration()}
     */
    record Video(
            VideoProfile profile,
            int videoStream,
            Optional<Integer> audioStream,
            Size size,
            Optional<Integer> frameRate,
            int gopFrames,
            boolean deinterlace,
            boolean toneMap,
            int channels,
            Optional<Duration> duration)
            implements Encode {}

    /**
     * Sound to encode, with silence in front where it begins later than the source, if that has a beginning of its own
     * ({@link dev.renditions.media.MediaInfo#startsAnywhere()}).
     *
     * @param profile its profile
     * @param audioStream the source's stream to play, by its number among all streams
     * @param channels channels of the output
     * @param duration see {@link Encode#duration()}
     */
    record Audio(AudioProfile profile, int audioStream, int channels, Optional<Duration> duration) implements Encode {}

    /**
     * A picture to encode: one that decodes whole, even if other parts of its source do not.
     *
     * @param profile its profile
     * @param videoStream the source's stream to take it from, by its number among all streams
     * @param size the exact size of the output
     * @param seek where to look first; zero for a still
     * @param candidates frames to choose from; 1 for a still
     * @param deinterlace whether to turn fields into frames first
     * @param toneMap whether to bring high dynamic range down to BT.709
     */
    record Picture(
            ImageProfile profile,
            int videoStream,
            Size size,
            Duration seek,
            int candidates,
            boolean deinterlace,
            boolean toneMap)
            implements Encode {
        @Override
        public Optional<Duration> duration() {
            return Optional.empty();
        }
    }
}
