package dev.renditions.kind;

import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides what a profile makes of a source. A pure function: it reads nothing and runs nothing. */
public final class Planner {
    private Planner() {}

    /**
     * The plan for one source and one profile, if nothing is known of the source's packets; {@link Plan.NotApplicable} if the
     * source has nothing to make it from.
     */
    public static Plan plan(MediaInfo media, Profile profile) {
        return profile.plan(media, PacketStats.NONE);
    }

    /** Whether the plan {@linkplain Plan.Make#needsPackets depends} on the packets of the source. */
    public static boolean needsPackets(MediaInfo media, Profile profile) {
        return plan(media, profile) instanceof Plan.Make make && make.needsPackets(media);
    }

    /** The rates that the bursts of a video are to be measured at for these profiles, in kilobits a second. */
    public static Set<Integer> rates(Collection<Profile> profiles) {
        return profiles.stream()
                .flatMap(profile -> profile.burstRates().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The plan for one source and one profile, which copies the streams of the source that meet the profile.
     *
     * @param stats what the packets of the source show, measured at the {@link #rates} of the profile at least
     */
    public static Plan plan(MediaInfo media, Profile profile, PacketStats stats) {
        Plan plan = encode(media, profile, stats);
        return plan instanceof Plan.Make make ? make.copying(media, stats) : plan;
    }

    /** The same, which copies nothing. */
    public static Plan encode(MediaInfo media, Profile profile, PacketStats stats) {
        return profile.plan(media, stats);
    }
}
