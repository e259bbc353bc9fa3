package dev.renditions.ffmpeg.order;

import java.util.Set;

/** How ffmpeg makes one plan. Each kind of profile has its own. */
public interface PlanEncoder {
    /** When the plan is made, among the plans for one source. */
    EncodeOrder turn();

    /** The encoders and filters that ffmpeg must have because of the source, in addition to what the profile needs. */
    Set<String> needs();
}
