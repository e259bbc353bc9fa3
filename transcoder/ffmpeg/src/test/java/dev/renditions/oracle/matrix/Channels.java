package dev.renditions.oracle.matrix;

import static dev.renditions.oracle.matrix.Films.AAC;
import static dev.renditions.oracle.matrix.Films.H264;

import dev.renditions.oracle.input.AudioScene;
import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.input.Part;
import dev.renditions.oracle.input.Recipe;
import dev.renditions.oracle.input.Speakers;
import dev.renditions.oracle.input.VideoScene;
import dev.renditions.oracle.scene.Ear;
import dev.renditions.oracle.scene.Heard;
import dev.renditions.oracle.scene.Kind;
import dev.renditions.oracle.scene.Showing;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Audio in many channel layouts. A tone in each channel shows where it is played. */
final class Channels {
    private static final int LEFT = Speakers.tone("FL");
    private static final int RIGHT = Speakers.tone("FR");

    private static final String AAC_MANY = "-c:a aac -b:a 480k ";

    private Channels() {}

    static List<Input> all() {
        return Stream.of(layouts(), rates(), silent(), tracks())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Input> layouts() {
        return List.of(
                in("mono", "m4a", AAC, Speakers.MONO).alsoUnder(Kind.MP3, Kind.OPUS),
                in("2.1", "flac", "-c:a flac", Speakers.LFE),
                in("3.0", "m4a", AAC_MANY, Speakers.THREE),
                in("4.0", "m4a", AAC_MANY, Speakers.FOUR),
                in("quad", "wav", "-c:a pcm_s16le", Speakers.QUAD),
                in("5.0", "m4a", AAC_MANY, Speakers.FIVE),
                in("5.1", "m4a", AAC_MANY, Speakers.SURROUND).alsoUnder(Kind.MP3, Kind.OPUS),
                in("5.1-ac3", "ac3", "-c:a ac3 -b:a 384k", Speakers.SIDES),
                in("5.1-eac3", "mka", "-c:a eac3 -b:a 384k", Speakers.SIDES),
                in("5.1-flac", "flac", "-c:a flac", Speakers.SURROUND),
                in("5.1-opus", "opus", "-c:a libopus -mapping_family 1 -b:a 256k", Speakers.SURROUND),
                in("7.1", "wav", "-c:a pcm_s16le", Speakers.SEVEN),
                in("7.1-aac", "m4a", AAC_MANY, Speakers.SEVEN),
                many(),
                film("5.1-film", AudioScene.of(Speakers.SURROUND)));
    }

    private static Input in(String name, String extension, String arguments, Speakers speakers) {
        return Films.sound(
                "channels-" + name,
                extension,
                arguments,
                AudioScene.of(speakers).lasting(1.5, 0.6));
    }

    /** Sixteen channels without a layout: every player takes the first two as left and right. */
    private static Input many() {
        List<Integer> tones =
                IntStream.range(0, 16).map(i -> 400 + 125 * i).boxed().toList();
        AudioScene audio = AudioScene.STEREO
                .playing(tones, only(LEFT, RIGHT), only(RIGHT, LEFT))
                .lasting(1.5, 0.6)
                .in("16c");
        return Films.sound("channels-16", "wav", "-c:a pcm_s16le", audio);
    }

    private static Input film(String name, AudioScene audio) {
        return Films.of("channels-" + name, "mp4", H264 + AAC_MANY, VideoScene.STANDARD, audio);
    }

    private static List<Input> rates() {
        return Stream.of(8000, 11_025, 16_000, 22_050, 32_000, 44_100, 96_000, 192_000)
                .map(rate -> Films.sound(
                        "samples-" + rate,
                        "wav",
                        "-c:a pcm_s16le",
                        AudioScene.STEREO.at(rate).lasting(1.5, 0.6)))
                .toList();
    }

    private static List<Input> silent() {
        AudioScene usual = AudioScene.STEREO;
        return List.of(
                film("left-only", usual.playing(List.of(LEFT, 0), heard(LEFT), silence(LEFT))),
                film("right-only", usual.playing(List.of(0, RIGHT), silence(RIGHT), heard(RIGHT))),
                film("swapped", usual.playing(List.of(RIGHT, LEFT), only(RIGHT, LEFT), only(LEFT, RIGHT))),
                film(
                        "silence",
                        usual.playing(List.of(0, 0), silence(LEFT), silence(RIGHT))
                                .lasting(3)));
    }

    private static List<Input> tracks() {
        AudioScene left = mono(LEFT);
        AudioScene right = mono(RIGHT);
        return List.of(
                twoTracks("two-mono", "mov", "-c:a pcm_s16le", left, right, 0, only(LEFT, RIGHT), only(RIGHT, LEFT)),
                twoTracks("two-mono-mp4", "mp4", AAC, left, right, 0, only(LEFT, RIGHT), only(RIGHT, LEFT)),
                twoTracks(
                        "two-languages",
                        "mkv",
                        AAC + "-metadata:s:a:0 language=eng -metadata:s:a:1 language=fra",
                        left,
                        right,
                        1,
                        only(LEFT, RIGHT)),
                twoTracks(
                        "two-stereo",
                        "mkv",
                        AAC + "-disposition:a:1 default -disposition:a:0 0",
                        AudioScene.STEREO.playing(List.of(650, 650), heard(650), heard(650)),
                        AudioScene.STEREO,
                        1,
                        only(LEFT, 650),
                        only(RIGHT, 650)));
    }

    private static Input twoTracks(
            String name,
            String extension,
            String arguments,
            AudioScene first,
            AudioScene second,
            int others,
            Ear... ears) {
        Recipe recipe =
                Recipe.of(extension, H264 + arguments, Part.of(VideoScene.STANDARD), Part.of(first), Part.of(second));
        Heard heard = new Heard(List.of(ears), 0, 3, VideoScene.FLASHES);
        return Input.of(
                "tracks-" + name,
                recipe,
                Showing.of(VideoScene.STANDARD.seen(), heard).withOtherSounds(others));
    }

    private static AudioScene mono(int tone) {
        return AudioScene.MONO.playing(List.of(tone), heard(tone));
    }

    private static Ear heard(int tone) {
        return new Ear(Set.of(tone), Set.of());
    }

    private static Ear silence(int tone) {
        return new Ear(Set.of(), Set.of(tone));
    }

    private static Ear only(int tone, int other) {
        return new Ear(Set.of(tone), Set.of(other));
    }
}
