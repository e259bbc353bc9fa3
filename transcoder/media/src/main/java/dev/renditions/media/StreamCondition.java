package dev.renditions.media;

import java.time.Duration;

/**
 * The decode result of one stream. Immutable.
 *
 * @param stream its index among all streams of the file
 * @param video whether it is video rather than audio
 * @param parts number of parts read: packets (frames of a video), or rows of a still image
 * @param damaged number of parts that are missing or not completely decodable
 * @param complaints number of errors that the decoder reports, whatever their effect
 * @param end end of the last decodable part, on the clock of outputs; zero for a still image
 */
public record StreamCondition(int stream, boolean video, long parts, long damaged, long complaints, Duration end) {
    /** Whether it has no damage and no decoder errors. */
    public boolean intact() {
        return parts > 0 && damaged == 0 && complaints == 0;
    }

    /** The damaged share, from 0 to 1. */
    public double damagedShare() {
        return parts == 0 ? 1 : Math.min(1, (double) damaged / parts);
    }
}
