package dev.renditions.packaging.conformance;

import dev.renditions.media.mp4.TrackFile;
import dev.renditions.packaging.BitRates;
import dev.renditions.packaging.Segment;
import io.lindstrom.m3u8.model.MediaPlaylist;
import java.time.Duration;
import java.util.List;

/**
 * A media playlist and its track, both read from the disk. Immutable.
 *
 * @param name file name of the playlist
 * @param playlist the parsed playlist
 * @param segments its segments with the durations that the playlist states, each beginning where the previous one ends
 * @param track the file that contains all of them
 * @param rates the bit rates of its segments
 */
record ParsedPlaylist(String name, MediaPlaylist playlist, List<Segment> segments, TrackFile track, BitRates rates) {
    static ParsedPlaylist of(String name, MediaPlaylist playlist, List<Segment> segments, TrackFile track) {
        return new ParsedPlaylist(name, playlist, segments, track, BitRates.of(segments, playlist.targetDuration()));
    }

    /** The duration that the playlist states. */
    Duration length() {
        return segments.get(segments.size() - 1).end();
    }

    /** The duration of one frame. */
    Duration frame() {
        return Duration.ofNanos(Math.round(1e9 / track.sampleRate()));
    }

    /** The index of the fragment that begins at a byte; -1 if none does. */
    int fragmentAt(long offset) {
        return track.fragmentAt(offset);
    }
}
