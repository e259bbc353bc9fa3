package dev.renditions.packaging;

import dev.renditions.media.codec.VideoCodec;
import dev.renditions.media.mp4.SampleEntry;
import dev.renditions.media.mp4.TrackFile;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * The contents of a package, read and split into segments. Immutable.
 *
 * @param rungs at least one, in the order of the playlists
 * @param sounds audio tracks; may be empty
 * @param texts text tracks; may be empty
 * @param targetDuration target duration of all video and audio segments, in seconds
 */
record PackageContents(List<Rung> rungs, List<Sound> sounds, List<Track.Text> texts, int targetDuration) {
    /** The maximum peak rate of the first rung with audio, in bits per second: a link that is not slow carries it. */
    static final long FIRST = 2_000_000;

    /**
     * A rung of the ladder.
     *
     * @param picture its sample entry
     * @param segments segments, aligned with those of all other rungs
     * @param keyFrames for trick play
     */
    record Rung(
            Track.Video track,
            TrackFile file,
            SampleEntry.Picture picture,
            List<Segment> segments,
            List<Segment> keyFrames) {}

    /**
     * An audio track.
     *
     * @param sound its sample entry
     */
    record Sound(Track.Audio track, TrackFile file, SampleEntry.Sound sound, List<Segment> segments) {}

    /** The duration of the video. */
    Duration length() {
        return rungs.get(0).file().length();
    }

    /** The rung with the lowest bit rate of those in the first codec, which the most players support. */
    Rung smallest() {
        return rungs.stream()
                .filter(rung ->
                        rung.picture().format() == rungs.get(0).picture().format())
                .min(Comparator.comparingLong(rung -> rates(rung).peak()))
                .orElseThrow();
    }

    /** The bit rates of a rung. */
    BitRates rates(Rung rung) {
        return BitRates.of(rung.segments(), targetDuration);
    }

    /** The bit rates of a rung together with the audio track of the highest rate. */
    BitRates ratesWith(List<Sound> played, Rung rung) {
        BitRates picture = rates(rung);
        long peak =
                played.stream().mapToLong(sound -> rates(sound).peak()).max().orElse(0);
        long average =
                played.stream().mapToLong(sound -> rates(sound).average()).max().orElse(0);
        return new BitRates(picture.peak() + peak, picture.average() + average);
    }

    /** The bit rates of an audio track. */
    BitRates rates(Sound sound) {
        return BitRates.of(sound.segments(), targetDuration);
    }

    /** The audio groups, the one that every device plays first; empty without audio. */
    List<AudioGroup> groups() {
        return AudioGroup.of(sounds);
    }

    /** The same contents with rungs in the order of the variants that play with the first audio group. */
    PackageContents ordered() {
        List<Sound> played =
                groups().stream().findFirst().map(AudioGroup::members).orElse(List.of());
        return new PackageContents(orderedWith(played), sounds, texts, targetDuration);
    }

    /**
     * The rungs in the order of the variants that play with some audio. H.264 is first, since every player supports it.
     * In each codec, the best rung of at most 2 Mbit/s is first, or the smallest if all have more: players start with
     * it, and a larger one would stall on a slow link. The others follow, the smallest first.
     */
    List<Rung> orderedWith(List<Sound> played) {
        return rungs.stream()
                .map(rung -> rung.picture().format())
                .distinct()
                .sorted()
                .flatMap(format -> orderedWith(played, format).stream())
                .toList();
    }

    private List<Rung> orderedWith(List<Sound> played, VideoCodec format) {
        Comparator<Rung> byRate = Comparator.comparingLong(
                        (Rung rung) -> ratesWith(played, rung).peak())
                .thenComparing(rung -> rung.track().file());
        List<Rung> rising = rungs.stream()
                .filter(rung -> rung.picture().format() == format)
                .sorted(byRate)
                .toList();
        Rung first = rising.stream()
                .filter(rung -> ratesWith(played, rung).peak() <= FIRST)
                .reduce((lower, higher) -> higher)
                .orElse(rising.get(0));
        Comparator<Rung> order =
                Comparator.<Rung, Boolean>comparing(rung -> !rung.equals(first)).thenComparing(byRate);
        return rising.stream().sorted(order).toList();
    }
}
