package dev.renditions.ffmpeg;

import dev.renditions.plan.Plan;
import java.time.Duration;
import java.util.List;

/**
 * One way to get at a picture. Immutable.
 *
 * @param seek where to begin
 * @param candidates how many frames to choose from
 * @param keyFrames whether to look at key frames alone, which need no others to be decoded
 * @param errors what is done about damage
 */
record PictureWay(Duration seek, int candidates, boolean keyFrames, ErrorHandling errors) {
    /**
     * The ways for a plan, the best first. In MPEG streams a search may end between key frames, where the next frames
     * can't be decoded whole; a source may be shorter than it claims, or broken where the search ends: then there is
     * nothing there.
     *
     * @param tiff whether the source is a TIFF: those are decoded leniently, as nearly all of them have tags that ffmpeg
     *     does not know, its own among them, and takes for damage when strict. What it complains of then tells enough.
     * @param tolerant whether there is no picture that decodes whole, so that one with damage has to do
     */
    static List<PictureWay> of(Plan.Picture plan, boolean tiff, boolean tolerant) {
        ErrorHandling strict = tiff ? ErrorHandling.LENIENT : ErrorHandling.STRICT;
        PictureWay first =
                new PictureWay(plan.seek(), plan.candidates(), false, tolerant ? ErrorHandling.TOLERANT : strict);
        if (plan.seek().isZero()) {
            return List.of(first);
        }
        return List.of(
                first,
                new PictureWay(plan.seek(), plan.candidates(), true, first.errors()),
                new PictureWay(Duration.ZERO, 1, false, first.errors()));
    }
}
