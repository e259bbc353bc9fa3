package dev.renditions.ffmpeg.order;

import java.util.Set;

/** How ffmpeg makes one plan. Each kind of profile has its own. */
public interface PlanEncoder {
    /** When it is made among the plans for one source. */
    EncodeOrder turn();

    /** By ffmpeg's names, what an ffmpeg must have been built with because of the source, beyond what the profile needs. */
    Set<String> needs();
}
