package dev.renditions.packaging.conformance;

import dev.renditions.media.Size;
import dev.renditions.packaging.PackageVerifier;
import io.lindstrom.m3u8.model.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The rules that playlists keep or break together. */
final class CrossVariantRules {
    private static final long THIN_LINK = 2_000_000;

    private final Violations violations;

    CrossVariantRules(Violations violations) {
        this.violations = violations;
    }

    /** All playlists of pictures and sound; the first is one of pictures. */
    void together(List<ParsedPlaylist> all) {
        ParsedPlaylist first = all.get(0);
        for (ParsedPlaylist other : all) {
            int target = other.playlist().targetDuration();
            boolean same = target == first.playlist().targetDuration();
            violations.require(same, "Apple 8.2", other.name(), "a target duration other than that of " + first.name());
            Duration apart = other.length().minus(first.length()).abs();
            boolean ends = apart.compareTo(PackageVerifier.END_SLACK) <= 0;
            violations.require(
                    ends,
                    "Apple 8.3",
                    other.name(),
                    "it lasts " + other.length() + ", " + first.name() + " " + first.length());
        }
    }

    /** All rungs are cut at the same times, within a frame. */
    void aligned(List<ParsedPlaylist> rungs) {
        ParsedPlaylist first = rungs.get(0);
        for (ParsedPlaylist other : rungs) {
            boolean same = other.segments().size() == first.segments().size();
            for (int at = 0; same && at < first.segments().size(); at++) {
                Duration one = first.segments().get(at).start();
                Duration two = other.segments().get(at).start();
                same = one.minus(two).abs().compareTo(first.frame()) <= 0;
            }
            violations.require(same, "Apple 8.22", other.name(), "it is not cut where " + first.name() + " is");
        }
    }

    /** The first variant is the largest of at most 2000 kbit/s, or the smallest where all take more. */
    void first(List<Variant> variants) {
        long first = variants.get(0).bandwidth();
        for (Variant variant : variants) {
            long other = variant.bandwidth();
            boolean better = first > THIN_LINK ? other < first : other > first && other <= THIN_LINK;
            violations.require(
                    !better, "Apple 1.32", variant.uri(), "nearer to 2000 kbit/s from below than the first variant");
        }
    }

    /** All variants have one shape, as far as whole pixels allow. */
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
            violations.require(apart <= pixels, "Apple 1.33", name, size + " has another shape than " + first);
        }
    }
}
