package dev.renditions.packaging.conformance;

import dev.renditions.media.Size;
import dev.renditions.media.mp4.PackagingException;
import dev.renditions.media.mp4.SampleEntry;
import dev.renditions.media.mp4.TrackFile;
import dev.renditions.packaging.JpegSize;
import dev.renditions.packaging.PackageVerifier;
import dev.renditions.packaging.PackagedFile;
import dev.renditions.packaging.Thumbnails;
import io.lindstrom.mpd.data.AdaptationSet;
import io.lindstrom.mpd.data.MPD;
import io.lindstrom.mpd.data.PresentationType;
import io.lindstrom.mpd.data.Profile;
import io.lindstrom.mpd.data.Representation;
import io.lindstrom.mpd.data.SegmentBase;
import io.lindstrom.mpd.data.descriptor.Descriptor;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules for the DASH manifest: it refers to the same files as the playlists and describes each correctly. */
final class DashRules {
    private static final String BASE = "ISO/IEC 23009-1, 5.3.9.2";
    private static final Duration LONGEST = Duration.ofDays(365);

    private final String name;
    private final PackageFiles files;
    private final Violations violations;
    private final Set<String> named = new HashSet<>();
    private Optional<Duration> length = Optional.empty();

    DashRules(String name, PackageFiles files, Violations violations) {
        this.name = name;
        this.files = files;
        this.violations = violations;
    }

    /** Checks a manifest.
     *
     * @param played what the HLS playlists of the package play; if absent, the first video track determines the duration
     */
    void check(MPD manifest, Optional<PlayedFiles> played) throws IOException {
        length = played.isPresent() ? played.map(PlayedFiles::length) : firstVideo(manifest);
        List<Profile> profiles = Objects.requireNonNullElse(manifest.getProfiles(), List.of());
        require(profiles.contains(Profile.MPEG_DASH_ON_DEMAND), "ISO/IEC 23009-1, 8.3", "the profile is not on-demand");
        require(manifest.getType() == PresentationType.STATIC, "ISO/IEC 23009-1, 8.3", "the type is not static");
        @Nullable Duration said = manifest.getMediaPresentationDuration();
        length.filter(video -> said == null || apart(said, video))
                .ifPresent(video -> violations.add(
                        "ISO/IEC 23009-1, 5.3.1.2", name, "its duration is " + said + ", that of the video " + video));
        require(manifest.getPeriods().size() == 1, "ISO/IEC 23009-1, 5.3.2", "it does not have exactly one period");
        for (var period : manifest.getPeriods()) {
            for (AdaptationSet set : period.getAdaptationSets()) {
                for (Representation representation : set.getRepresentations()) {
                    representation(set, representation);
                }
            }
            new DashSetRules(name, files, violations)
                    .check(
                            period.getAdaptationSets(),
                            played.map(PlayedFiles::languages).orElse(Map.of()));
        }
        played.map(PlayedFiles::names)
                .filter(expected -> !named.equals(expected))
                .ifPresent(expected ->
                        violations.add(BASE, name, "it refers to " + named + ", the playlists to " + expected));
    }

    private static boolean apart(Duration said, Duration real) {
        // Negative and huge durations would overflow in the subtraction.
        boolean absurd = said.isNegative() || said.compareTo(LONGEST) > 0;
        return absurd || said.minus(real).abs().compareTo(PackageVerifier.END_SLACK) > 0;
    }

    private Optional<Duration> firstVideo(MPD manifest) throws IOException {
        for (var period : manifest.getPeriods()) {
            for (AdaptationSet set : period.getAdaptationSets()) {
                for (Representation representation : set.getRepresentations()) {
                    Optional<String> video =
                            "video/mp4".equals(set.getMimeType()) ? file(representation) : Optional.empty();
                    Optional<TrackFile> track = video.isPresent() ? files.track(video.get()) : Optional.empty();
                    if (track.isPresent()) {
                        return track.map(TrackFile::length);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The only file of a representation; empty if it does not have exactly one. */
    static Optional<String> file(Representation representation) {
        return representation.getBaseURLs().size() == 1
                ? Optional.ofNullable(representation.getBaseURLs().get(0).getValue())
                : Optional.empty();
    }

    private void representation(AdaptationSet set, Representation representation) throws IOException {
        if ("image/jpeg".equals(set.getMimeType())) {
            thumbnails(representation);
            return;
        }
        Optional<String> only = file(representation);
        if (only.isEmpty()) {
            require(false, BASE, representation.getId() + " does not have exactly one file");
            return;
        }
        String file = only.get();
        if (file.equals(PackagedFile.TRICK)) {
            trick(set, representation);
            return;
        }
        named.add(file);
        if ("text/vtt".equals(set.getMimeType())) {
            files.present(file);
            return;
        }
        Optional<TrackFile> track = files.track(file);
        if (track.isPresent()) {
            boolean aligned = "true".equals(set.getSubsegmentAlignment());
            require(aligned, "ISO/IEC 23009-1, 8.3", file + ": subsegmentAlignment is not true");
            track(representation, track.get());
        }
    }

    /** The trick play track holds only key frames, refers to the video and has its duration. */
    private void trick(AdaptationSet set, Representation representation) throws IOException {
        boolean said = properties(set.getEssentialProperties()).contains("http://dashif.org/guidelines/trickmode=0");
        require(said, "DASH-IF IOP, 3.2.9", "the trick play track does not refer to the first adaptation set");
        Optional<TrackFile> track = files.track(PackagedFile.TRICK);
        if (track.isPresent()) {
            track(representation, track.get());
            boolean alone = track.get().fragments().stream().allMatch(fragment -> fragment.samples() == 1);
            require(alone, "DASH-IF IOP, 3.2.9", PackagedFile.TRICK + " contains more than key frames");
            boolean ends =
                    length.filter(video -> apart(track.get().length(), video)).isEmpty();
            require(ends, "DASH-IF IOP, 3.2.9", "the trick play track has another duration than the video");
        }
    }

    private void thumbnails(Representation representation) throws IOException {
        String clause = "DASH-IF IOP, 6.2.6";
        List<String> tiles = properties(representation.getEssentialProperties());
        boolean tiled = tiles.stream().anyMatch(value -> value.matches(".*thumbnail_tile=\\d+x\\d+"));
        require(tiled, clause, "the thumbnails have no number of tiles");
        boolean one = representation.getSegmentTemplate() != null
                && Thumbnails.FILE.equals(representation.getSegmentTemplate().getMedia())
                && files.present(Thumbnails.FILE);
        require(one, clause, "the thumbnails are not the sheet " + Thumbnails.FILE);
        if (one) {
            sheet(clause, representation);
        }
    }

    private void sheet(String clause, Representation representation) throws IOException {
        try {
            Size size = JpegSize.of(files.path(Thumbnails.FILE));
            require(sized(representation, size), clause, "the size of the thumbnail sheet is " + size);
        } catch (PackagingException e) {
            require(false, clause, String.valueOf(e.getMessage()));
        }
    }

    private static boolean sized(Representation representation, Size size) {
        return Objects.equals(representation.getWidth(), (long) size.width())
                && Objects.equals(representation.getHeight(), (long) size.height());
    }

    private static List<String> properties(@Nullable List<? extends Descriptor> properties) {
        List<? extends Descriptor> all = Objects.requireNonNullElse(properties, List.of());
        return all.stream()
                .map(property -> property.getSchemeIdUri() + "=" + property.getValue())
                .toList();
    }

    private void track(Representation representation, TrackFile track) {
        String index = track.headerEnd() + "-" + (track.indexEnd() - 1);
        String header = "0-" + (track.headerEnd() - 1);
        @Nullable SegmentBase base = representation.getSegmentBase();
        boolean indexed = base != null && index.equals(base.getIndexRange());
        require(indexed, BASE, track.name() + ": the index is not at " + index);
        boolean begun = base != null
                && base.getInitialization() != null
                && header.equals(base.getInitialization().getRange());
        require(begun, BASE, track.name() + ": the header is not at " + header);
        String codec = track.header().entry().codec();
        boolean coded = codec.equals(representation.getCodecs());
        require(coded, "ISO/IEC 23009-1, 5.3.7.2", track.name() + ": codecs is not " + codec);
        long seconds = Math.max(1, track.length().toSeconds());
        // Without the header, which is larger than a few seconds of silence.
        long bytes = track.fragments().get(track.fragments().size() - 1).end() - track.indexEnd();
        long average = 8 * bytes / (seconds + 1);
        boolean enough = representation.getBandwidth() >= average;
        require(enough, "ISO/IEC 23009-1, 5.3.5.2", track.name() + ": the bandwidth is below " + average);
        if (track.header().entry() instanceof SampleEntry.Picture picture) {
            Size size = picture.size();
            require(
                    sized(representation, size),
                    "ISO/IEC 23009-1, 5.3.7.2",
                    track.name() + ": the size is not " + size);
        }
    }

    private void require(boolean well, String clause, String what) {
        violations.require(well, clause, name, what);
    }
}
