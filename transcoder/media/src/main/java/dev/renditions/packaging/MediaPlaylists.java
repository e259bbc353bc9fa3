package dev.renditions.packaging;

import dev.renditions.media.mp4.TrackFile;
import io.lindstrom.m3u8.model.ByteRange;
import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.model.PlaylistType;
import io.lindstrom.m3u8.model.SegmentMap;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import java.time.Duration;
import java.util.List;

final class MediaPlaylists {
    /** The first version that allows EXT-X-MAP in playlists that are not I-frame playlists. */
    static final int VERSION = 7;

    private MediaPlaylists() {}

    static String name(Track track) {
        return track.stem() + ".m3u8";
    }

    static String keyFramesName(Track.Video track) {
        return track.stem() + "-iframes.m3u8";
    }

    /** The playlist of a whole track. */
    static String segments(TrackFile file, List<Segment> segments, int targetDuration) {
        return write(playlist(targetDuration).addAllMediaSegments(ranges(file, segments)));
    }

    /** The I-frame playlist of a track. */
    static String keyFrames(TrackFile file, List<Segment> frames) {
        return write(playlist(Segment.longest(frames)).iFramesOnly(true).addAllMediaSegments(ranges(file, frames)));
    }

    /** The playlist of a subtitle file, which is one long segment, as Apple allows (5.7). */
    static String text(Track.Text track, Duration length) {
        double seconds = Segment.seconds(length);
        MediaSegment whole =
                MediaSegment.builder().duration(seconds).uri(track.file()).build();
        return write(playlist((int) Math.max(1, Math.ceil(seconds))).addMediaSegments(whole));
    }

    private static MediaPlaylist.Builder playlist(int targetDuration) {
        return MediaPlaylist.builder()
                .version(VERSION)
                .independentSegments(true)
                .playlistType(PlaylistType.VOD)
                .ongoing(false)
                .targetDuration(targetDuration);
    }

    private static List<MediaSegment> ranges(TrackFile file, List<Segment> segments) {
        return segments.stream()
                .map(segment -> range(file, segment, segment.equals(segments.get(0))))
                .toList();
    }

    private static MediaSegment range(TrackFile file, Segment segment, boolean first) {
        MediaSegment.Builder range = MediaSegment.builder()
                .duration(segment.seconds())
                .uri(file.name())
                .byteRange(ByteRange.of(segment.bytes(), segment.offset()));
        if (first) {
            range.segmentMap(SegmentMap.of(file.name(), ByteRange.of(file.headerEnd(), 0)));
        }
        return range.build();
    }

    private static String write(MediaPlaylist.Builder playlist) {
        return new MediaPlaylistParser().writePlaylistAsString(playlist.build());
    }
}
