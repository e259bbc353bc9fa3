package dev.renditions.packaging;

import dev.renditions.media.mp4.SampleEntry;
import dev.renditions.media.mp4.TrackFile;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What a package holds, read and cut. Immutable.
 *
 * @param rungs in the order that playlists name them; at least one
 * @param sounds the default first; may be empty
 * @param texts may be empty
 * @param targetDuration of all segments of pictures and sound, in seconds
 */
record PackageContents(List<Rung> rungs, List<Sound> sounds, List<Track.Text> texts, int targetDuration) {
    /** Bits a second that a link takes which is not thin: what comes first takes no more, with sound and at its peak. */
    static final long FIRST = 2_000_000;

    /**
     * A rung of the ladder.
     *
     * @param picture its sample entry
     * @param segments aligned with those of all other rungs
     * @param keyFrames for trick play
     */
    record Rung(
            Track.Video track,
            TrackFile file,
            SampleEntry.Picture picture,
            List<Segment> segments,
            List<Segment> keyFrames) {}

    /**
     * One track of sound.
     *
     * @param sound its sample entry
     */
    record Sound(Track.Audio track, TrackFile file, SampleEntry.Sound sound, List<Segment> segments) {}

    /** How long the pictures last. */
    Duration length() {
        return rungs.get(0).file().length();
    }

    /** The rung that takes least. */
    Rung smallest() {
        return rungs.stream()
                .min(Comparator.comparingLong(rung -> rates(rung).peak()))
                .orElseThrow();
    }

    /** What a rung takes. */
    BitRates rates(Rung rung) {
        return BitRates.of(rung.segments(), targetDuration);
    }

    /** What a rung takes together with the sound that takes most. */
    BitRates ratesWithSound(Rung rung) {
        BitRates picture = rates(rung);
        long peak =
                sounds.stream().mapToLong(sound -> rates(sound).peak()).max().orElse(0);
        long average =
                sounds.stream().mapToLong(sound -> rates(sound).average()).max().orElse(0);
        return new BitRates(picture.peak() + peak, picture.average() + average);
    }

    /** What a track of sound takes. */
    BitRates rates(Sound sound) {
        return BitRates.of(sound.segments(), targetDuration);
    }

    /**
     * The best rung that two megabits carry first, since a player begins with it: one that is larger would make a thin link
     * wait. The smallest if all take more. The others behind it, the smallest first.
     */
    PackageContents ordered() {
        Comparator<Rung> byRate = Comparator.comparingLong(
                        (Rung rung) -> ratesWithSound(rung).peak())
                .thenComparing(rung -> rung.track().file());
        List<Rung> rising = rungs.stream().sorted(byRate).toList();
        Rung first = rising.stream()
                .filter(rung -> ratesWithSound(rung).peak() <= FIRST)
                .reduce((lower, higher) -> higher)
                .orElse(rising.get(0));
        Comparator<Rung> order =
                Comparator.<Rung, Boolean>comparing(rung -> !rung.equals(first)).thenComparing(byRate);
        return new PackageContents(rising.stream().sorted(order).toList(), sounds, texts, targetDuration);
    }
}
