package dev.renditions.service.request;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.media.PacketStats;
import dev.renditions.service.analysis.KnownAnalyses;
import dev.renditions.service.analysis.MeasuredPackets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Statistics of the packets of one request's source: remembered ones that answer all its profiles, or new ones. Not
 * thread-safe.
 */
final class SourcePackets {
    private final RenditionRequest request;
    private final Transcoder transcoder;
    private final SourceAnalyses analyses;
    private final Set<Integer> rates;
    private final Memoized<PacketStats> stats = new Memoized<>();

    SourcePackets(RenditionRequest request, Transcoder transcoder, SourceAnalyses analyses, List<Profile> profiles) {
        this.request = request;
        this.transcoder = transcoder;
        this.analyses = analyses;
        this.rates = Planner.rates(profiles);
    }

    /** Whether they are known without reading the source. */
    boolean areRemembered() {
        return remembered().filter(this::answers).isPresent();
    }

    /** Empty if the packets can't be read. Then the source is encoded, and the encode reports what is wrong. */
    PacketStats stats() {
        return stats.get(() -> {
            Optional<MeasuredPackets> known = remembered();
            if (known.filter(this::answers).isPresent()) {
                return known.get().stats();
            }
            Set<Integer> measured = MeasuredPackets.toMeasure(rates, known);
            try {
                PacketStats made = transcoder.packets(request.spooled().file(), request.media(), measured);
                analyses.record(KnownAnalyses.PACKETS, new MeasuredPackets(measured, made));
                return made;
            } catch (MediaException e) {
                return PacketStats.NONE;
            }
        });
    }

    /** Empty if they were not needed before, or can't be read. */
    PacketStats ifNeeded() {
        return stats.ifPresent().orElse(PacketStats.NONE);
    }

    /** The source has another content than was known before. */
    void forget() {
        stats.forget();
    }

    private Optional<MeasuredPackets> remembered() {
        return analyses.find(KnownAnalyses.PACKETS, this::answers);
    }

    private boolean answers(MeasuredPackets packets) {
        return packets.answers(rates);
    }
}
