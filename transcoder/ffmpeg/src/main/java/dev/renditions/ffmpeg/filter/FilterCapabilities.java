package dev.renditions.ffmpeg.filter;

import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.track.FrameConversion;
import java.util.Set;
import java.util.TreeSet;

/** Ffmpeg's names of the filters that a plan or profile needs and that some builds of ffmpeg lack. */
public final class FilterCapabilities {
    private FilterCapabilities() {}

    /** The filters that the conversion of a source's frames needs. */
    public static Set<String> of(FrameConversion conversion) {
        Set<String> needs = new TreeSet<>();
        if (conversion.deinterlace()) {
            needs.add("bwdif");
        }
        if (HdrFilters.needed(conversion.color())) {
            needs.add("zscale");
        }
        if (HdrFilters.needed(conversion.color()) || !conversion.profiled()) {
            needs.add("sidedata");
        }
        if (conversion.toneMap()) {
            needs.add("tonemap");
        }
        if (conversion.background().isPresent()) {
            needs.addAll(Set.of("premultiply", "negate", "colorchannelmixer"));
        }
        return needs;
    }

    /** The filters that edits need. */
    public static Set<String> of(Edits edits) {
        return edits.watermark().isPresent() ? Set.of("overlay", "colorchannelmixer") : Set.of();
    }
}
