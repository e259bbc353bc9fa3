package dev.renditions.kind.streaming;

import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.kind.track.AudioTracks;
import dev.renditions.kind.track.VideoTracks;
import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.UndecodableStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Plans the audio tracks of a package: all audio of the source, each in the encodings of the profile. All audio exists in each
 * codec that any of it has, since a player that can't play the codec of one track would lose others too.
 */
final class SoundTracks {
    private static final int STEREO = 2;

    /** The channels of sources that have the speakers of 5.1. Fewer lack some, more are mostly tracks of a recorder. */
    private static final int LEAST_SURROUND = 6;

    private static final int MOST_SURROUND = 8;

    private SoundTracks() {}

    /** The audio of a source that is in a package, the main one first; empty if the clip has nothing of the main one. */
    static List<AudioStream> streams(MediaInfo media, Optional<Clip> clip) {
        Optional<AudioStream> main = VideoTracks.sound(media, clip);
        return main.isEmpty()
                ? List.of()
                : media.sounds().stream()
                        .filter(audio -> VideoTracks.heard(audio, clip))
                        .toList();
    }

    /** The tracks of one stream. */
    static List<AudioTrackPlan> of(AudioStream audio, List<AudioStream> all, List<AudioSettings> encodings) {
        return encodings.stream()
                .flatMap(encoding -> encoding(audio, all, encodings, encoding))
                .map(encoding -> AudioTracks.of(audio, encoding))
                .toList();
    }

    /** Surround is made only from surround. Other audio has the codec of it too, but in stereo. */
    private static Stream<AudioSettings> encoding(
            AudioStream audio, List<AudioStream> all, List<AudioSettings> encodings, AudioSettings encoding) {
        if (encoding.channels() <= STEREO || surround(audio)) {
            return Stream.of(encoding);
        }
        boolean exists =
                encodings.stream().anyMatch(other -> other.codec() == encoding.codec() && other.channels() <= STEREO);
        return exists || all.stream().noneMatch(SoundTracks::surround) ? Stream.empty() : Stream.of(stereo(encoding));
    }

    private static boolean surround(AudioStream audio) {
        return audio.channels() >= LEAST_SURROUND && audio.channels() <= MOST_SURROUND;
    }

    private static AudioSettings stereo(AudioSettings surround) {
        return new AudioSettings(surround.codec(), surround.bitRateKbps() / 2, STEREO, surround.sampleRate());
    }

    /** Sentences about audio that can't be decoded, beside other audio that can. */
    static List<String> omissions(MediaInfo media) {
        return media.unusable().stream()
                .filter(stream -> !stream.video() && !media.audio().isEmpty())
                .map(SoundTracks::omission)
                .toList();
    }

    private static String omission(UndecodableStream stream) {
        return "the audio in stream " + stream.index() + " is left out: " + stream.reason();
    }
}
