package dev.renditions.ffmpeg.image;

import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.FileHead;
import dev.renditions.kind.image.ImagePlan;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to get an image from a source. Immutable.
 *
 * @param start the time to start at
 * @param candidates how many frames to choose from
 * @param keyFrames whether to decode only key frames
 * @param errors what the run does when the source is damaged
 */
record ImageStrategy(FirstFrameTime start, int candidates, boolean keyFrames, DecodeErrorPolicy errors) {
    /**
     * The strategies for a plan, the best first. A TIFF is decoded leniently, since nearly all of them have tags that ffmpeg does
     * not know and reports as damage in strict mode, even in files that it wrote itself. Errors in lenient mode suffice to detect
     * damage.
     *
     * @param tolerant whether a damaged image is accepted, since no frame decodes completely
     */
    static List<ImageStrategy> of(FileHead source, ImagePlan plan, boolean tolerant) {
        DecodeErrorPolicy strict = source.tiff() ? DecodeErrorPolicy.LENIENT : DecodeErrorPolicy.STRICT;
        DecodeErrorPolicy errors = tolerant ? DecodeErrorPolicy.TOLERANT : strict;
        List<ImageStrategy> ways = new ArrayList<>();
        for (FirstFrameTime start : FirstFrameTime.of(source, plan.seek())) {
            boolean first = start.equals(FirstFrameTime.FIRST) && !plan.seek().isZero();
            ways.add(new ImageStrategy(start, first ? 1 : plan.candidates(), false, errors));
            if (start.seek()) {
                ways.add(new ImageStrategy(start, plan.candidates(), true, errors));
            }
        }
        return List.copyOf(ways);
    }
}
