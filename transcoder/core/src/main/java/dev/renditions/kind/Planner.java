package dev.renditions.kind;

import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides what a profile means for a source. Pure functions: they do no I/O. */
public final class Planner {
    private Planner() {}

    /**
     * The plan for one source and one profile, without statistics of the source's packets. It copies nothing.
     *
     * @return {@link Plan.NotApplicable} or {@link Plan.Unusable} if the source has no usable stream for it
     */
    public static Plan plan(MediaInfo media, Profile profile) {
        return profile.plan(media, PacketStats.NONE);
    }

    /** Whether the plan {@linkplain Plan.Make#needsPackets depends} on the packets of the source. */
    public static boolean needsPackets(MediaInfo media, Profile profile) {
        return plan(media, profile) instanceof Plan.Make make && make.needsPackets(media);
    }

    /** The rates, in kilobits a second, that the bursts of a video are measured at for these profiles. */
    public static Set<Integer> rates(Collection<Profile> profiles) {
        return profiles.stream()
                .flatMap(profile -> profile.burstRates().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The plan for one source and one profile. It copies the streams of the source that meet the profile.
     *
     * @param stats statistics of the source's packets, measured at least at the {@link #rates} of the profile
     */
    public static Plan plan(MediaInfo media, Profile profile, PacketStats stats) {
        Plan plan = planEncode(media, profile, stats);
        return plan instanceof Plan.Make make ? make.copying(media, stats) : plan;
    }

    /** The plan for one source and one profile, which encodes all streams. */
    public static Plan planEncode(MediaInfo media, Profile profile, PacketStats stats) {
        return profile.plan(media, stats);
    }
}
