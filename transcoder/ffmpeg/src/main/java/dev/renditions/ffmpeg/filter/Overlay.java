package dev.renditions.ffmpeg.filter;

import dev.renditions.kind.settings.Watermark;
import dev.renditions.kind.track.Rung;
import dev.renditions.media.Size;
import java.util.Set;

/**
 * A filter graph that overlays a watermark on the video of one rung. Immutable.
 *
 * @param watermark the watermark
 * @param input the number of the input with its image
 */
public record Overlay(Watermark watermark, int input) {
    /** BT.601, which swscale assumes for a video with an unknown matrix. */
    private static final String DEFAULT_MATRIX = "smpte170m";

    private static final Set<String> KNOWN = Set.of("bt709", "bt470bg", "smpte170m", "smpte240m", "fcc", "bt2020nc");

    /**
     * The graph.
     *
     * @param video the filters of the video, which end in 4:2:0 with limited range
     * @param output the label of the output
     */
    public String graph(Rung rung, String video, String output) {
        return "[0:" + rung.stream() + "]" + video + "[film];"
                + "[" + input + ":v]" + mark(rung) + "[mark];"
                + "[film][mark]overlay=" + place(rung.size()) + ":format=yuv420[" + output + "]";
    }

    /** The filters of the watermark: it is scaled in RGB, made more transparent, and converted to the color of the video. */
    private String mark(Rung rung) {
        Size size = rung.size();
        int width = Math.max(1, size.width() * watermark.widthPercent() / 100);
        int height = Math.max(1, size.height() - 2 * margin(size));
        String space = rung.color().space();
        String matrix = KNOWN.contains(space) ? space : DEFAULT_MATRIX;
        return "format=rgba,scale=" + width + ":" + height + ":force_original_aspect_ratio=decrease:flags=bicubic"
                + ",colorchannelmixer=aa=" + watermark.opacity()
                + ",scale=out_color_matrix=" + matrix + ":out_range=tv,format=yuva420p";
    }

    private String place(Size size) {
        int margin = margin(size);
        String right = "W-w-" + margin;
        String bottom = "H-h-" + margin;
        return switch (watermark.place()) {
            case TOP_LEFT -> "x=" + margin + ":y=" + margin;
            case TOP_RIGHT -> "x=" + right + ":y=" + margin;
            case BOTTOM_LEFT -> "x=" + margin + ":y=" + bottom;
            case BOTTOM_RIGHT -> "x=" + right + ":y=" + bottom;
            case CENTER -> "x=(W-w)/2:y=(H-h)/2";
        };
    }

    private int margin(Size size) {
        return size.shortSide() * watermark.marginPercent() / 100;
    }
}
