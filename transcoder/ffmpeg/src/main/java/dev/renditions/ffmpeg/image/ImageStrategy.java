package dev.renditions.ffmpeg.image;

import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.FileHead;
import dev.renditions.kind.image.ImagePlan;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to get at a picture. Immutable.
 *
 * @param start where to begin
 * @param candidates how many frames to choose from
 * @param keyFrames whether to look at key frames alone, which need no others to be decoded
 * @param errors what is done about damage
 */
record ImageStrategy(FirstFrameTime start, int candidates, boolean keyFrames, DecodeErrorPolicy errors) {
    /**
     * The ways for a plan, the best first. A TIFF is decoded leniently, as nearly all of them have tags that ffmpeg does not
     * know, its own among them, and takes for damage when strict. What it complains of then tells enough.
     *
     * @param tolerant whether there is no picture that decodes whole, so that one with damage has to do
     */
    static List<ImageStrategy> of(FileHead source, ImagePlan plan, boolean tolerant) {
        DecodeErrorPolicy strict = source.tiff() ? DecodeErrorPolicy.LENIENT : DecodeErrorPolicy.STRICT;
        DecodeErrorPolicy errors = tolerant ? DecodeErrorPolicy.TOLERANT : strict;
        List<ImageStrategy> ways = new ArrayList<>();
        for (FirstFrameTime start : FirstFrameTime.of(source, plan.seek())) {
            boolean first = start.equals(FirstFrameTime.FIRST) && !plan.seek().isZero();
            ways.add(new ImageStrategy(start, first ? 1 : plan.candidates(), false, errors));
            if (start.searched()) {
                ways.add(new ImageStrategy(start, plan.candidates(), true, errors));
            }
        }
        return List.copyOf(ways);
    }
}
