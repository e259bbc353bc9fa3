package dev.renditions.packaging.conformance;

import dev.renditions.media.mp4.TrackFile;
import dev.renditions.packaging.BitRates;
import dev.renditions.packaging.Segment;
import io.lindstrom.m3u8.model.MediaPlaylist;
import java.time.Duration;
import java.util.List;

/**
 * A media playlist and the track that it cuts, both read from the disk. Immutable.
 *
 * @param name of the playlist's file
 * @param playlist what is in it
 * @param segments the same as segments: as long as the playlist says, each beginning where the one before ends
 * @param track the one file that all of them are in
 * @param rates what its segments take
 */
record ParsedPlaylist(String name, MediaPlaylist playlist, List<Segment> segments, TrackFile track, BitRates rates) {
    static ParsedPlaylist of(String name, MediaPlaylist playlist, List<Segment> segments, TrackFile track) {
        return new ParsedPlaylist(name, playlist, segments, track, BitRates.of(segments, playlist.targetDuration()));
    }

    /** How long it says it plays. */
    Duration length() {
        return segments.get(segments.size() - 1).end();
    }

    /** How long a picture stands. */
    Duration frame() {
        return Duration.ofNanos(Math.round(1e9 / track.sampleRate()));
    }

    /** The fragment that begins at a byte; -1 if none does. */
    int fragmentAt(long offset) {
        return track.fragmentAt(offset);
    }
}
