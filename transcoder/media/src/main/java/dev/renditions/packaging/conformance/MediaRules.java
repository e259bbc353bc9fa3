package dev.renditions.packaging.conformance;

import dev.renditions.media.mp4.Fragment;
import dev.renditions.media.mp4.IdrFrameCheck;
import dev.renditions.media.mp4.SampleEntry;
import dev.renditions.media.mp4.TrackFile;
import dev.renditions.packaging.Segment;
import io.lindstrom.m3u8.model.ByteRange;
import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.model.PlaylistType;
import io.lindstrom.m3u8.model.SegmentMap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The rules that one playlist keeps or breaks by itself. */
final class MediaRules {
    private static final double APPLE_SLACK = 0.5;
    private static final double TARGET_SLACK = 0.5;
    private static final double SHORTEST_REST = 0.25;
    private static final int FIRST_VERSION_WITH_MAP = 6;

    private final ParsedPlaylist parsed;
    private final MediaPlaylist playlist;
    private final Violations violations;

    MediaRules(ParsedPlaylist parsed, Violations violations) {
        this.parsed = parsed;
        this.playlist = parsed.playlist();
        this.violations = violations;
    }

    /** All of a track, in segments of whole fragments. */
    void segments(Optional<Duration> wanted) {
        form(playlist, parsed.name(), violations);
        map();
        require(!playlist.iFramesOnly(), "RFC 8216, 4.3.3.6", "all of a track is not key frames only");
        lengths();
        nominal(wanted.orElse(Duration.ofSeconds(playlist.targetDuration())));
        whole();
    }

    /** The key frames of a track, each with the header of its fragment. */
    void keyFrames() {
        form(playlist, parsed.name(), violations);
        map();
        require(playlist.iFramesOnly(), "Apple 6.8", "no EXT-X-I-FRAMES-ONLY");
        lengths();
        List<Fragment> fragments = parsed.track().fragments();
        int expected = fragments.size() - (endsWithRest() ? 1 : 0);
        require(
                parsed.segments().size() == expected,
                "Apple 8.7",
                parsed.segments().size() + " key frames of " + expected);
        for (int at = 0; at < parsed.segments().size(); at++) {
            Segment frame = parsed.segments().get(at);
            int fragment = parsed.fragmentAt(frame.offset());
            require(
                    fragment == at,
                    "Apple 6.10",
                    "key frame " + at + " does not begin with the header of fragment " + at);
            long end = frame.offset() + frame.bytes();
            boolean whole =
                    fragment >= 0 && end == fragments.get(fragment).first().end();
            require(whole, "RFC 8216, 4.3.3.6", "range " + at + " does not end with the key frame, but at byte " + end);
            time(at, fragment);
        }
    }

    /** Its fragments, if they are of video, each start with a key frame, by the samples themselves. */
    void begins(Path track) throws IOException {
        if (parsed.track().header().entry() instanceof SampleEntry.Picture picture) {
            int without = IdrFrameCheck.firstWithoutIdr(track, parsed.track(), picture);
            violations.require(
                    without < 0,
                    "Apple 7.4",
                    parsed.track().name(),
                    "fragment " + without + " starts without an IDR frame");
        }
    }

    /** What playlists of any kind keep to. */
    static void form(MediaPlaylist playlist, String name, Violations violations) {
        violations.require(
                playlist.version().orElse(1) >= FIRST_VERSION_WITH_MAP,
                "RFC 8216, 7",
                name,
                "an EXT-X-VERSION below 6");
        violations.require(
                playlist.playlistType().equals(Optional.of(PlaylistType.VOD)),
                "Apple 8.6",
                name,
                "its type is not VOD");
        violations.require(!playlist.ongoing(), "RFC 8216, 4.3.3.4", name, "no EXT-X-ENDLIST");
        boolean broken = playlist.mediaSegments().stream().anyMatch(MediaSegment::discontinuity);
        violations.require(!broken, "Apple 8.13", name, "a discontinuity where encoding goes on");
    }

    private void map() {
        List<MediaSegment> segments = playlist.mediaSegments();
        Optional<SegmentMap> map = segments.get(0).segmentMap();
        require(map.isPresent(), "Apple 8.20", "no EXT-X-MAP before the first segment");
        ByteRange header = ByteRange.of(parsed.track().headerEnd(), 0);
        boolean right =
                map.isEmpty() || map.get().equals(SegmentMap.of(parsed.track().name(), header));
        require(
                right,
                "RFC 8216, 4.3.2.5",
                "EXT-X-MAP is not the header of " + parsed.track().name());
        boolean again = segments.stream()
                .skip(1)
                .anyMatch(segment -> segment.segmentMap().isPresent());
        require(!again, "RFC 8216, 4.3.2.5", "more than one EXT-X-MAP");
    }

    private void lengths() {
        for (int at = 0; at < parsed.segments().size(); at++) {
            double seconds = parsed.segments().get(at).seconds();
            String length = "segment " + at + " lasts " + seconds + " s, the target is " + playlist.targetDuration();
            require(Math.round(seconds) <= playlist.targetDuration(), "RFC 8216, 4.3.3.1", length);
            require(seconds <= playlist.targetDuration() + APPLE_SLACK, "Apple 7.7", length);
            require(seconds > 0, "Apple 8.1", length);
        }
        int last = parsed.segments().size() - 1;
        double rest = parsed.segments().get(last).seconds();
        require(
                last == 0 || rest >= SHORTEST_REST,
                "Playback",
                "the last segment lasts " + rest + " s: hls.js may take it for a gap and never end");
    }

    /** Whether the last fragment is too short to be named alone. */
    private boolean endsWithRest() {
        TrackFile track = parsed.track();
        int last = track.fragments().size() - 1;
        return last > 0 && Segment.seconds(track.length().minus(track.start(last))) < SHORTEST_REST;
    }

    private void nominal(Duration wanted) {
        double seconds = Segment.seconds(wanted);
        boolean target = Math.abs(playlist.targetDuration() - seconds) <= TARGET_SLACK * seconds;
        require(target, "Apple 7.5", "a target of " + playlist.targetDuration() + " s, not about " + seconds);
        for (int at = 0; at < parsed.segments().size() - 1; at++) {
            double length = parsed.segments().get(at).seconds();
            require(
                    Segment.near(length, wanted),
                    "Apple 7.6",
                    "segment " + at + " lasts " + length + " s, not about " + seconds);
        }
    }

    private void whole() {
        long next = parsed.track().indexEnd();
        List<Fragment> fragments = parsed.track().fragments();
        long end = fragments.get(fragments.size() - 1).end();
        for (int at = 0; at < parsed.segments().size(); at++) {
            Segment segment = parsed.segments().get(at);
            require(
                    segment.offset() == next,
                    "Apple 7.1",
                    "segment " + at + " begins at byte " + segment.offset() + ", not at " + next);
            next = segment.offset() + segment.bytes();
            require(
                    next <= end,
                    "RFC 8216, 4.3.2.2",
                    "segment " + at + " ends at byte " + next + ", the media at " + end);
            int fragment = parsed.fragmentAt(segment.offset());
            require(fragment >= 0, "Apple 7.4", "segment " + at + " does not begin with a fragment");
            time(at, fragment);
        }
        require(next == end, "Apple 8.7", "its segments end at byte " + next + ", the media at " + end);
        time(parsed.segments().size(), fragments.size());
    }

    /** Holds where a segment begins, by the lengths of those before it, against the media. */
    private void time(int at, int fragment) {
        if (fragment < 0) {
            return;
        }
        Duration said =
                at < parsed.segments().size() ? parsed.segments().get(at).start() : parsed.length();
        Duration real = parsed.track().start(fragment);
        boolean near = said.minus(real).abs().compareTo(parsed.frame()) <= 0;
        require(
                near,
                "Apple 8.1",
                "segment " + at + " begins at " + Segment.seconds(said) + " s by the lengths before it, in"
                        + " the media at " + Segment.seconds(real));
    }

    private void require(boolean well, String clause, String what) {
        violations.require(well, clause, parsed.name(), what);
    }
}
