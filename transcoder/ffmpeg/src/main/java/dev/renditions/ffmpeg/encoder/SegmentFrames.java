package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.Transcoder.SegmentPart;
import dev.renditions.ffmpeg.command.FrameSection;
import dev.renditions.ffmpeg.filter.FrameRate;
import dev.renditions.ffmpeg.filter.FrameTrim;
import dev.renditions.kind.segment.Segment;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.track.FrameTiming;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.media.mp4.FrameRange;
import java.time.Duration;
import java.util.Optional;

/**
 * The frames of a segment, in the terms of ffmpeg. Immutable.
 *
 * @param trim what its filters keep
 * @param segment the segment
 */
record SegmentFrames(FrameTrim trim, Segment segment) {
    /** Deinterlacers and rate conversion need the neighbours of a frame: so many frames before the first one are decoded. */
    private static final double MARGIN = 8.5;

    private static final long MICROS = 1_000_000;

    static SegmentFrames of(SegmentPart part) {
        Segmentation.Cut cut = part.cut();
        Segment segment = part.segment();
        FrameRate rate = FrameRate.of(cut.frameRate());
        Optional<Long> first = Optional.of(segment.firstFrame()).filter(frame -> frame > 0);
        Optional<Long> end = segment.last() ? ofTrack(part.recipe(), rate) : Optional.of(segment.endFrame());
        return new SegmentFrames(new FrameTrim(rate, cut.start(), first, end), segment);
    }

    /** The number of frames of a track that is cut to its length, as ffmpeg rounds it. */
    private static Optional<Long> ofTrack(VideoRecipe recipe, FrameRate rate) {
        return recipe.timing() instanceof FrameTiming.Constant constant
                ? constant.length().map(length -> frames(length, rate))
                : Optional.empty();
    }

    /** In integers, since a length may end exactly halfway between two frames, which ffmpeg rounds up. */
    private static long frames(Duration length, FrameRate rate) {
        long per = MICROS * rate.denominator();
        return (2 * (length.toNanos() / 1000) * rate.numerator() + per) / (2 * per);
    }

    FrameRate rate() {
        return trim.rate();
    }

    /** The part of the source that is decoded. */
    FrameSection section() {
        return new FrameSection(
                trim.first().map(frame -> trim.time(frame - MARGIN)).filter(time -> !time.isZero()));
    }

    /** How long it plays; the last one about so long. */
    Duration length() {
        return trim.time((double) segment.endFrame()).minus(trim.time((double) segment.firstFrame()));
    }

    /** The longest time that it may play: the end of the last one is estimated. */
    Duration most() {
        return segment.last() ? length().multipliedBy(2) : length();
    }

    /** What its file should have. */
    static FrameRange range(Segmentation.Cut cut, Segment segment) {
        FrameRate rate = FrameRate.of(cut.frameRate());
        return new FrameRange(
                rate.numerator(), rate.denominator(), segment.firstFrame(), segment.endFrame(), segment.last());
    }
}
