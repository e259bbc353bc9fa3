package dev.renditions.testing;

import dev.renditions.api.Ending;
import dev.renditions.api.Transcoder;
import dev.renditions.index.ProfileId;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Records the last successful plan of each profile of another transcoder. Safe for use by many threads. */
final class PlanRecorder implements Transcoder {
    private final Transcoder transcoder;
    private final Map<ProfileId, Plan.Make> plans = new ConcurrentHashMap<>();

    PlanRecorder(Transcoder transcoder) {
        this.transcoder = transcoder;
    }

    /** The last successful plan. */
    Optional<Plan.Make> last(ProfileId profile) {
        return Optional.ofNullable(plans.get(profile));
    }

    @Override
    public void make(Input input, List<Order> orders, Duration limit, Ending.Sink ends) {
        transcoder.make(input, orders, limit, (rendition, ending) -> {
            if (ending instanceof Ending.Encoded) {
                plans.put(rendition.plan().profile().id(), rendition.plan());
            }
            ends.ended(rendition, ending);
        });
    }

    @Override
    public MediaInfo probe(Path file) {
        return transcoder.probe(file);
    }

    @Override
    public MediaInfo measure(Path file) {
        return transcoder.measure(file);
    }

    @Override
    public PacketStats packets(Path file, MediaInfo media, Set<Integer> rates) {
        return transcoder.packets(file, media, rates);
    }

    @Override
    public DecodeCondition examine(Input input, Duration limit) {
        return transcoder.examine(input, limit);
    }

    @Override
    public Optional<String> unsupportedReason(Profile profile) {
        return transcoder.unsupportedReason(profile);
    }

    @Override
    public String engine() {
        return transcoder.engine();
    }
}
