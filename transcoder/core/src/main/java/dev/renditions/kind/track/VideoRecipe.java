package dev.renditions.kind.track;

import dev.renditions.index.TrackKind;
import dev.renditions.kind.EncoderEffort;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.settings.Watermark;
import dev.renditions.media.Color;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A video track to encode. Immutable.
 *
 * @param rung its size and encoder settings; with {@link FrameTiming#SOURCE}, its rate is present only if it is below that of
 *     the source
 * @param timing when its frames are shown
 * @param clip the part of the source that is kept; absent for all
 * @param watermark the image that is laid over each frame; absent for none
 */
public record VideoRecipe(Rung rung, FrameTiming timing, Optional<Clip> clip, Optional<Watermark> watermark)
        implements TrackRecipe {
    @Override
    public TrackKind kind() {
        return TrackKind.VIDEO;
    }

    @Override
    public List<Integer> streams() {
        return List.of(rung.stream());
    }

    /** The limits of the profile (its short side, its highest rate) are left out: what follows from them is stated. */
    @Override
    public Map<String, Object> settings() {
        VideoSettings video = rung.settings();
        Map<String, Object> settings = new HashMap<>(timing.settings());
        settings.put("codec", video.codec().toString());
        settings.put("preset", video.preset());
        settings.put("crf", video.crf());
        settings.put("maxRateKbps", video.maxRateKbps());
        settings.put("bufferKilobits", video.bufferKilobits());
        settings.put("gopFrames", rung.gopFrames());
        settings.put("width", rung.size().width());
        settings.put("height", rung.size().height());
        rung.frameRate().ifPresent(rate -> settings.put("frameRate", rate));
        settings.put("phaseNanos", rung.phase().toNanos());
        settings.put("color", words(rung.color()));
        settings.put("conversion", conversion());
        clip.ifPresent(part -> settings.put("clip", part.settings()));
        watermark.ifPresent(mark -> settings.put("watermark", mark.settings()));
        return settings;
    }

    private Map<String, Object> conversion() {
        FrameConversion conversion = rung.conversion();
        Map<String, Object> settings = new HashMap<>();
        settings.put("delayed", conversion.delayed());
        settings.put("deinterlace", conversion.deinterlace());
        settings.put("orientation", conversion.orientation().name());
        settings.put("color", words(conversion.color()));
        settings.put("profiled", conversion.profiled());
        conversion.background().ifPresent(color -> settings.put("background", color.hex()));
        return settings;
    }

    private static List<String> words(Color color) {
        return List.of(color.primaries(), color.transfer(), color.space(), color.range());
    }

    @Override
    public EncoderEffort effort(Duration length) {
        return rung.effort(length);
    }

    @Override
    public String summary() {
        VideoSettings video = rung.settings();
        return rung.size() + " " + video.codec() + ", " + video.preset() + ", CRF " + video.crf() + ", at most "
                + video.maxRateKbps() + " kbit/s, " + timing.summary();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VideoRecipe recipe
                && streams().equals(recipe.streams())
                && settings().equals(recipe.settings());
    }

    @Override
    public int hashCode() {
        return Objects.hash(streams(), settings());
    }
}
