package dev.renditions.plan;

import dev.renditions.media.ImageParts;
import dev.renditions.media.Size;
import dev.renditions.media.UndecodableStream;
import dev.renditions.profile.AudioProfile;
import dev.renditions.profile.CaptionsProfile;
import dev.renditions.profile.Clip;
import dev.renditions.profile.ImageProfile;
import dev.renditions.profile.PreviewProfile;
import dev.renditions.profile.Profile;
import dev.renditions.profile.StoryboardProfile;
import dev.renditions.profile.StreamingProfile;
import dev.renditions.profile.VideoProfile;
import dev.renditions.profile.WaveformProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be done for one source and one profile, decided before anything runs, and what the output must then be.
 * Immutable.
 */
public sealed interface Plan permits Plan.Make, Plan.NotApplicable, Plan.Unusable {

    /**
     * The source has nothing that this profile could be made from.
     *
     * @param reason why, a sentence for people
     */
    record NotApplicable(String reason) implements Plan {}

    /**
     * The source has what this profile is made from, but it can't be decoded.
     *
     * @param stream the stream that would be needed
     */
    record Unusable(UndecodableStream stream) implements Plan {}

    /** A rendition to make. */
    sealed interface Make extends Plan
            permits Video, Streaming, Audio, Picture, Storyboard, Preview, Waveform, Captions {
        /** The profile it is made for. */
        Profile profile();

        /** How long the output must play; absent for a picture, and where the source does not say. */
        Optional<Duration> duration();

        /** The streams of the source that it is made from, by their numbers among all streams. */
        List<Integer> streams();

        /** The streams of the source that are copied as they are, undecoded, by their numbers among all streams. */
        default List<Integer> copied() {
            return List.of();
        }

        /** Whether any stream of the source is copied as it is. */
        default boolean copies() {
            return !copied().isEmpty();
        }

        /** Whether anything is encoded; if not, the output is a remux of the source. */
        default boolean encodes() {
            return true;
        }
    }

    /**
     * A video. Each of its streams is encoded, or copied where the source's own meets the profile.
     *
     * @param profile its profile
     * @param rung its picture; if it is copied, what it would be encoded as
     * @param sound its sound; absent if there is none
     * @param clip the part of the source to take; absent for all of it
     * @param duration see {@link Make#duration()}
     * @param pictureAction how its picture gets there
     * @param soundAction how its sound gets there, if there is any
     */
    record Video(
            VideoProfile profile,
            Rung rung,
            Optional<AudioPlan> sound,
            Optional<Clip> clip,
            Optional<Duration> duration,
            StreamAction pictureAction,
            StreamAction soundAction)
            implements Make {
        /** One whose streams are all encoded. */
        public Video(
                VideoProfile profile,
                Rung rung,
                Optional<AudioPlan> sound,
                Optional<Clip> clip,
                Optional<Duration> duration) {
            this(profile, rung, sound, clip, duration, StreamAction.ENCODE, StreamAction.ENCODE);
        }

        /** The same, copying these of its streams. */
        Video copying(boolean picture, boolean audio) {
            return new Video(
                    profile,
                    rung,
                    sound,
                    clip,
                    duration,
                    picture ? StreamAction.COPY : StreamAction.ENCODE,
                    audio ? StreamAction.COPY : StreamAction.ENCODE);
        }

        /** Whether its picture is copied. */
        public boolean copiesPicture() {
            return pictureAction == StreamAction.COPY;
        }

        /** Whether it has sound that is copied. */
        public boolean copiesSound() {
            return sound.isPresent() && soundAction == StreamAction.COPY;
        }

        /** Its sound if that is encoded. */
        public Optional<AudioPlan> encodedSound() {
            return copiesSound() ? Optional.empty() : sound;
        }

        @Override
        public List<Integer> copied() {
            List<Integer> copied = new ArrayList<>();
            if (copiesPicture()) {
                copied.add(rung.stream());
            }
            if (copiesSound()) {
                copied.addAll(sound.orElseThrow().input().streams());
            }
            return List.copyOf(copied);
        }

        @Override
        public boolean encodes() {
            return !copiesPicture() || encodedSound().isPresent();
        }

        @Override
        public List<Integer> streams() {
            return with(rung.stream(), sound);
        }
    }

    /**
     * A ladder to encode and package.
     *
     * @param profile its profile
     * @param ladder its pictures, the highest first, all with the same frames and key frames
     * @param sound its sound; absent if there is none
     * @param texts its subtitles
     * @param clip the part of the source to take; absent for all of it
     * @param padding what makes picture and sound equally long
     * @param duration see {@link Make#duration()}
     */
    record Streaming(
            StreamingProfile profile,
            List<Rung> ladder,
            Optional<AudioPlan> sound,
            List<TextTrack> texts,
            Optional<Clip> clip,
            Padding padding,
            Optional<Duration> duration)
            implements Make {
        /** Copies the lists. */
        public Streaming {
            ladder = List.copyOf(ladder);
            texts = List.copyOf(texts);
        }

        @Override
        public List<Integer> streams() {
            return with(ladder.get(0).stream(), sound);
        }
    }

    /**
     * Sound to encode, with silence in front where it begins later than the source.
     *
     * @param profile its profile
     * @param sound the sound
     * @param duration see {@link Make#duration()}
     */
    record Audio(AudioProfile profile, AudioPlan sound, Optional<Duration> duration) implements Make {
        @Override
        public List<Integer> streams() {
            return sound.input().streams();
        }
    }

    /**
     * A picture to encode: one that decodes whole, even if other parts of its source do not.
     *
     * @param profile its profile
     * @param videoStream the source's stream to take it from, by its number among all streams
     * @param parts what it is put together from, in a HEIF file
     * @param size the exact size of the output
     * @param seek where to look first; zero for a still
     * @param candidates frames to choose from; 1 for a still
     * @param conversion what else is done to its frames
     */
    record Picture(
            ImageProfile profile,
            int videoStream,
            ImageParts parts,
            Size size,
            Duration seek,
            int candidates,
            FrameConversion conversion)
            implements Make {
        @Override
        public List<Integer> streams() {
            return parts.alpha().isPresent()
                    ? List.of(videoStream, parts.alpha().getAsInt())
                    : List.of(videoStream);
        }

        @Override
        public Optional<Duration> duration() {
            return Optional.empty();
        }
    }

    /**
     * Small pictures at even distances on one sheet, row by row.
     *
     * @param profile its profile
     * @param videoStream the source's stream to take them from, by its number among all streams
     * @param tile the exact size of one picture
     * @param tiles how many there are; at least one
     * @param columns how many stand beside each other
     * @param length when the video ends, counted as a player of the source does; a picture stands for {@code length / tiles} of it
     * @param conversion what else is done to its frames
     */
    record Storyboard(
            StoryboardProfile profile,
            int videoStream,
            Size tile,
            int tiles,
            int columns,
            Duration length,
            FrameConversion conversion)
            implements Make {
        @Override
        public List<Integer> streams() {
            return List.of(videoStream);
        }

        /** The size of the whole sheet: no more columns than pictures, the last row filled up. */
        public Size sheet() {
            int across = Math.min(columns, tiles);
            int down = (tiles + across - 1) / across;
            return new Size(across * tile.width(), down * tile.height());
        }

        @Override
        public Optional<Duration> duration() {
            return Optional.empty();
        }
    }

    /**
     * A few seconds as an animated picture.
     *
     * @param profile its profile
     * @param videoStream the source's stream to take it from, by its number among all streams
     * @param size the exact size of the output
     * @param seek where it begins
     * @param length how long it plays at most
     * @param frameRate frames a second
     * @param conversion what else is done to its frames
     */
    record Preview(
            PreviewProfile profile,
            int videoStream,
            Size size,
            Duration seek,
            Duration length,
            double frameRate,
            FrameConversion conversion)
            implements Make {
        @Override
        public List<Integer> streams() {
            return List.of(videoStream);
        }

        @Override
        public Optional<Duration> duration() {
            return Optional.empty();
        }
    }

    /**
     * The shape of the sound.
     *
     * @param profile its profile
     * @param input the source's sound to draw
     */
    record Waveform(WaveformProfile profile, AudioInput input) implements Make {
        @Override
        public List<Integer> streams() {
            return input.streams();
        }

        @Override
        public Optional<Duration> duration() {
            return Optional.empty();
        }
    }

    /**
     * Text subtitles, each track a file.
     *
     * @param profile its profile
     * @param texts the tracks, the one that stands for all first; at least one
     */
    record Captions(CaptionsProfile profile, List<TextTrack> texts) implements Make {
        /** Copies the list. */
        public Captions {
            texts = List.copyOf(texts);
        }

        @Override
        public List<Integer> streams() {
            return texts.stream().map(TextTrack::stream).toList();
        }

        @Override
        public Optional<Duration> duration() {
            return Optional.empty();
        }
    }

    private static List<Integer> with(int videoStream, Optional<AudioPlan> sound) {
        return Stream.concat(Stream.of(videoStream), sound.stream().flatMap(s -> s.input().streams().stream()))
                .toList();
    }
}
