package dev.renditions.packaging.conformance;

import dev.renditions.media.Size;
import dev.renditions.packaging.PackageVerifier;
import dev.renditions.packaging.Segment;
import io.lindstrom.m3u8.model.Variant;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules across the playlists of a package. */
final class CrossVariantRules {
    private static final long SLOW_LINK = 2_000_000;
    private static final String H264 = "avc1";
    private static final Set<String> VIDEO = Set.of(H264, "hvc1", "av01");

    private final Violations violations;

    CrossVariantRules(Violations violations) {
        this.violations = violations;
    }

    /** Rules for all video and audio playlists; the first is a video playlist. */
    void together(List<ParsedPlaylist> all) {
        ParsedPlaylist first = all.get(0);
        for (ParsedPlaylist other : all) {
            int target = other.playlist().targetDuration();
            boolean same = target == first.playlist().targetDuration();
            violations.require(
                    same, "Apple 8.2", other.name(), "its target duration differs from that of " + first.name());
            Duration apart = other.length().minus(first.length()).abs();
            boolean ends = apart.compareTo(PackageVerifier.END_SLACK) <= 0;
            violations.require(
                    ends,
                    "Apple 8.3",
                    other.name(),
                    "it lasts " + other.length() + ", " + first.name() + " lasts " + first.length());
        }
    }

    /**
     * All rungs of all codecs are split at the same times, within a frame. Compares times of presentation: codecs with
     * reordered frames are decoded earlier than others.
     */
    void aligned(List<ParsedPlaylist> rungs) {
        ParsedPlaylist first = rungs.get(0);
        for (ParsedPlaylist other : rungs) {
            boolean same = other.segments().size() == first.segments().size();
            for (int at = 0; same && at < first.segments().size(); at++) {
                Duration apart = presented(first, at).minus(presented(other, at));
                same = apart.abs().compareTo(first.frame()) <= 0;
            }
            violations.require(same, "Apple 8.22", other.name(), "it is not split at the times of " + first.name());
        }
    }

    /** The presentation time of the first frame of a segment; the time in the playlist if it does not begin with one. */
    private static Duration presented(ParsedPlaylist playlist, int segment) {
        Segment cut = playlist.segments().get(segment);
        int fragment = playlist.fragmentAt(cut.offset());
        return fragment < 0 ? cut.start() : playlist.track().presented(fragment);
    }

    /**
     * The first variant with each audio group is the largest of at most 2000 kbit/s in its codec, or the smallest if all
     * have more. The codec is H.264 if there is any.
     */
    void first(List<Variant> variants) {
        for (List<Variant> group : groups(variants)) {
            String codec = family(group.get(0));
            boolean plays = codec.equals(H264)
                    || group.stream().map(CrossVariantRules::family).noneMatch(H264::equals);
            violations.require(
                    plays,
                    "Apple 1.12",
                    group.get(0).uri(),
                    "the first variant is not in H.264, as other variants are");
            firstOf(group.stream()
                    .filter(variant -> family(variant).equals(codec))
                    .toList());
        }
    }

    /** The variants with each audio group. */
    private static Collection<List<Variant>> groups(List<Variant> variants) {
        return variants.stream()
                .collect(Collectors.groupingBy(Variant::audio, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private void firstOf(List<Variant> variants) {
        long first = variants.get(0).bandwidth();
        for (Variant variant : variants) {
            long other = variant.bandwidth();
            boolean better = first > SLOW_LINK ? other < first : other > first && other <= SLOW_LINK;
            violations.require(
                    !better,
                    "Apple 1.32",
                    variant.uri(),
                    "it should be the first variant: the best of at most 2000 kbit/s, or else the smallest");
        }
    }

    /** With each audio group, each video codec has the same sizes, so no player has to change the codec (Apple 1.23). */
    void ranges(String name, List<Variant> variants) {
        for (List<Variant> group : groups(variants)) {
            Map<String, Set<Optional<Size>>> sizes = group.stream()
                    .collect(Collectors.groupingBy(
                            CrossVariantRules::family,
                            LinkedHashMap::new,
                            Collectors.mapping(
                                    variant -> variant.resolution().flatMap(VariantRules::size), Collectors.toSet())));
            Set<Optional<Size>> first = sizes.values().iterator().next();
            sizes.forEach((codec, range) -> violations.require(
                    range.equals(first),
                    "Apple 1.23",
                    name,
                    "the variants in " + codec + " have other sizes than the first"));
        }
    }

    /** The sample entry type of a variant's video, such as {@code avc1}; empty if it does not state any. */
    private static String family(Variant variant) {
        return variant.codecs().stream()
                .map(codec -> codec.split("\\.", 2)[0])
                .filter(VIDEO::contains)
                .findFirst()
                .orElse("");
    }

    /** All variants have the same aspect ratio, within the rounding to whole pixels. */
    void shapes(String name, List<Variant> variants) {
        List<Size> sizes = variants.stream()
                .map(Variant::resolution)
                .flatMap(Optional::stream)
                .map(VariantRules::size)
                .flatMap(Optional::stream)
                .toList();
        for (Size size : sizes) {
            Size first = sizes.get(0);
            long apart = Math.abs((long) size.width() * first.height() - (long) first.width() * size.height());
            int pixels = Math.max(size.width() + first.width(), size.height() + first.height());
            violations.require(apart <= pixels, "Apple 1.33", name, size + " has another aspect ratio than " + first);
        }
    }
}
