package dev.renditions.packaging;

import dev.renditions.media.mp4.PackagingException;
import dev.renditions.media.mp4.SampleEntry;
import dev.renditions.media.mp4.SegmentIndexWriter;
import dev.renditions.media.mp4.TrackFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the tracks of a package and splits them into segments. Use one instance per package. */
final class PackageReader {
    private final Path folder;
    private final Duration segment;
    private final List<PackageContents.Rung> rungs = new ArrayList<>();
    private final List<PackageContents.Sound> sounds = new ArrayList<>();
    private final List<Track.Text> texts = new ArrayList<>();
    private List<Duration> aligned = List.of();

    private PackageReader(Path folder, Duration segment) {
        this.folder = folder;
        this.segment = segment;
    }

    /** Reads tracks.
     *
     * @param segment the target duration of segments
     * @throws PackagingException if a track has another type than declared, or the rungs can't be split at the same times
     * @throws IOException if a file can't be read
     */
    static PackageContents read(List<Track> tracks, Duration segment, Path folder) throws IOException {
        requireNames(tracks);
        PackageReader reader = new PackageReader(folder, segment);
        for (Track track : tracks) {
            if (track instanceof Track.Video video) {
                reader.rung(video);
            }
        }
        for (Track track : tracks) {
            if (track instanceof Track.Audio audio) {
                reader.sound(audio);
            } else if (track instanceof Track.Text text) {
                reader.texts.add(text);
            }
        }
        return reader.contents();
    }

    private static void requireNames(List<Track> tracks) {
        Set<String> stems = new HashSet<>(Set.of("master", "manifest", "trick", "thumbnails"));
        boolean unique =
                tracks.stream().allMatch(track -> stems.add(track.stem()) && stems.add(track.stem() + "-iframes"));
        if (!unique || tracks.stream().noneMatch(Track.Video.class::isInstance)) {
            throw new IllegalArgumentException("a package needs a video track and a unique name for each track: "
                    + tracks.stream().map(Track::file).toList());
        }
    }

    private TrackFile file(Track track) throws IOException {
        Path path = folder.resolve(track.file());
        SegmentIndexWriter.markAccessPoints(path);
        return TrackFile.read(path);
    }

    private void rung(Track.Video track) throws IOException {
        TrackFile file = file(track);
        if (!(file.header().entry() instanceof SampleEntry.Picture picture)) {
            throw new PackagingException(track.file() + ": not a video track");
        }
        List<Integer> cuts = SegmentBoundaries.even(file, segment);
        requireAligned(file, cuts);
        List<Segment> segments = Segment.of(file, cuts);
        rungs.add(new PackageContents.Rung(
                track, file, picture, segments, Segment.keyFrames(file, SegmentBoundaries.each(file))));
    }

    private void requireAligned(TrackFile file, List<Integer> cuts) {
        List<Duration> times = cuts.stream().map(file::presented).toList();
        if (rungs.isEmpty()) {
            aligned = times;
        } else if (!times.equals(aligned)) {
            throw new PackagingException(file.name() + ": its key frames allow splits at " + times.size()
                    + " times, not at the " + aligned.size() + " times of "
                    + rungs.get(0).track().file());
        }
    }

    private void sound(Track.Audio track) throws IOException {
        TrackFile file = file(track);
        if (!(file.header().entry() instanceof SampleEntry.Sound sound)) {
            throw new PackagingException(track.file() + ": not an audio track");
        }
        List<Segment> segments =
                Segment.of(file, SegmentBoundaries.beside(file, rungs.get(0).segments()));
        sounds.add(new PackageContents.Sound(track, file, sound, segments));
    }

    private PackageContents contents() {
        List<Segment> all = Stream.concat(
                        rungs.stream().flatMap(rung -> rung.segments().stream()),
                        sounds.stream().flatMap(sound -> sound.segments().stream()))
                .toList();
        int target = (int) Math.max(Math.round(Segment.seconds(segment)), Segment.longest(all));
        return new PackageContents(List.copyOf(rungs), List.copyOf(sounds), List.copyOf(texts), target).ordered();
    }
}
