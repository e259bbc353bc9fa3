package dev.renditions.ffmpeg.image;

import dev.renditions.ffmpeg.command.ErrorHandling;
import dev.renditions.ffmpeg.command.FileHead;
import dev.renditions.plan.Plan;
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
record PictureWay(PictureStart start, int candidates, boolean keyFrames, ErrorHandling errors) {
    /**
     * The ways for a plan, the best first. A TIFF is decoded leniently, as nearly all of them have tags that ffmpeg does not
     * know, its own among them, and takes for damage when strict. What it complains of then tells enough.
     *
     * @param tolerant whether there is no picture that decodes whole, so that one with damage has to do
     */
    static List<PictureWay> of(FileHead source, Plan.Picture plan, boolean tolerant) {
        ErrorHandling strict = source.tiff() ? ErrorHandling.LENIENT : ErrorHandling.STRICT;
        ErrorHandling errors = tolerant ? ErrorHandling.TOLERANT : strict;
        List<PictureWay> ways = new ArrayList<>();
        for (PictureStart start : PictureStart.of(source, plan.seek())) {
            boolean first = start.equals(PictureStart.FIRST) && !plan.seek().isZero();
            ways.add(new PictureWay(start, first ? 1 : plan.candidates(), false, errors));
            if (start.searched()) {
                ways.add(new PictureWay(start, plan.candidates(), true, errors));
            }
        }
        return List.copyOf(ways);
    }
}
