package dev.renditions.media;

import java.time.Duration;

/**
 * How well one stream decodes. Immutable.
 *
 * @param stream its number among all streams of the file
 * @param video whether it holds pictures rather than sound
 * @param parts how many parts of it were read: packets, which are frames of a video; rows, of a still
 * @param damaged how many of these are missing or can't be decoded whole
 * @param complaints how many errors its decoder reports, whatever they cost
 * @param end when the last part that can be decoded ends, on the clock of outputs; zero for a still
 */
public record StreamCondition(int stream, boolean video, long parts, long damaged, long complaints, Duration end) {
    /** Whether nothing is wrong with what is there. */
    public boolean intact() {
        return parts > 0 && damaged == 0 && complaints == 0;
    }

    /** The part that is damaged, from 0 to 1. */
    public double damagedShare() {
        return parts == 0 ? 1 : Math.min(1, (double) damaged / parts);
    }
}
