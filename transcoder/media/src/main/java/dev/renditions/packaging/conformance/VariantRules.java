package dev.renditions.packaging.conformance;

import dev.renditions.media.Size;
import dev.renditions.media.mp4.SampleEntry;
import dev.renditions.packaging.BitRates;
import io.lindstrom.m3u8.model.IFrameVariant;
import io.lindstrom.m3u8.model.Resolution;
import io.lindstrom.m3u8.model.Variant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the master playlist says of a variant, held against what the variant is. */
final class VariantRules {
    private static final double RATE_SLACK = 0.001;
    private static final double BIT_RATE_SLACK = 0.1;

    private final Violations violations;

    VariantRules(Violations violations) {
        this.violations = violations;
    }

    /** A variant with the sound that plays to it. */
    void variant(Variant variant, ParsedPlaylist pictures, List<ParsedPlaylist> sounds) {
        String name = variant.uri();
        codecs("Apple 9.1", name, variant.codecs(), pictures, sounds);
        resolution("Apple 9.2", name, variant.resolution(), pictures);
        double rate = pictures.track().sampleRate();
        Optional<Double> said = variant.frameRate();
        boolean near = said.isPresent() && Math.abs(said.get() - rate) <= RATE_SLACK;
        violations.require(near, "Apple 9.15", name, "FRAME-RATE is " + text(said) + ", the media has " + rate);
        BitRates picture = pictures.rates();
        long peak = picture.peak()
                + sounds.stream().mapToLong(sound -> sound.rates().peak()).max().orElse(0);
        long average = picture.average()
                + sounds.stream()
                        .mapToLong(sound -> sound.rates().average())
                        .max()
                        .orElse(0);
        bandwidth(name, variant.bandwidth(), peak);
        Optional<Long> declared = variant.averageBandwidth();
        violations.require(declared.isPresent(), "Apple 9.14", name, "no AVERAGE-BANDWIDTH");
        boolean close = declared.isEmpty() || near(declared.get(), average);
        violations.require(
                close, "Apple 1.26", name, "AVERAGE-BANDWIDTH is " + text(declared) + ", measured " + average);
    }

    /** Key frames for scrubbing. */
    void keyFrames(IFrameVariant variant, ParsedPlaylist frames) {
        codecs("Apple 9.3", variant.uri(), variant.codecs(), frames, List.of());
        resolution("Apple 9.4", variant.uri(), variant.resolution(), frames);
        bandwidth(variant.uri(), variant.bandwidth(), frames.rates().peak());
    }

    private void bandwidth(String name, long said, long peak) {
        String what = "BANDWIDTH is " + said + ", the measured peak " + peak;
        violations.require(said >= peak, "Apple 9.13", name, what);
        violations.require(near(said, peak), "Apple 1.27", name, what);
    }

    private static boolean near(long said, long measured) {
        return Math.abs(said - measured) <= BIT_RATE_SLACK * measured;
    }

    private void codecs(
            String clause, String name, List<String> said, ParsedPlaylist pictures, List<ParsedPlaylist> sounds) {
        Set<String> real =
                new TreeSet<>(Set.of(pictures.track().header().entry().codec()));
        sounds.forEach(sound -> real.add(sound.track().header().entry().codec()));
        violations.require(
                new TreeSet<>(said).equals(real), clause, name, "CODECS is " + said + ", the media is " + real);
    }

    private void resolution(String clause, String name, Optional<Resolution> said, ParsedPlaylist pictures) {
        if (!(pictures.track().header().entry() instanceof SampleEntry.Picture picture)) {
            violations.add("Apple 9.20", name, "a variant without video");
            return;
        }
        Optional<Size> size = said.flatMap(VariantRules::size);
        boolean right = size.equals(Optional.of(picture.size()));
        violations.require(
                right,
                clause,
                name,
                "RESOLUTION is " + text(said.map(each -> each.width() + "x" + each.height())) + ", the media is "
                        + picture.size());
    }

    /** A size; none if it has no pixels. */
    static Optional<Size> size(Resolution resolution) {
        boolean any = resolution.width() > 0 && resolution.height() > 0;
        return any ? Optional.of(new Size(resolution.width(), resolution.height())) : Optional.empty();
    }

    private static String text(Optional<?> said) {
        return said.<String>map(Object::toString).orElse("missing");
    }
}
