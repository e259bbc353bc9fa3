package dev.renditions.service.request;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.media.PacketStats;
import dev.renditions.media.UndecodableStream;
import dev.renditions.service.analysis.KnownAnalyses;

/** Plans what is made of one request's source. Not thread-safe. */
final class SourcePlans {
    private final RenditionRequest request;
    private final Transcoder transcoder;
    private final SourceAnalyses analyses;
    private final SourcePackets packets;

    SourcePlans(RenditionRequest request, Transcoder transcoder, SourceAnalyses analyses, SourcePackets packets) {
        this.request = request;
        this.transcoder = transcoder;
        this.analyses = analyses;
        this.packets = packets;
    }

    /** Whether what the plan for a profile depends on is known without reading the source. */
    boolean isAnalyzed(Profile profile) {
        return analyses.find(KnownAnalyses.PROBE)
                .filter(probed -> !Planner.needsPackets(probed, profile) || packets.areRemembered())
                .isPresent();
    }

    /** The plan for a profile, as {@link RenditionRequest#plan} returns it. */
    Plan plan(Profile profile) {
        PacketStats stats = Planner.needsPackets(request.media(), profile) ? packets.stats() : PacketStats.NONE;
        Plan plan = Planner.plan(request.media(), profile, stats);
        if (plan instanceof Plan.Unusable unusable) {
            throw failure(unusable.stream());
        }
        if (plan instanceof Plan.Make) {
            transcoder.unsupportedReason(profile).ifPresent(reason -> {
                throw new MediaException(MediaException.Kind.ENGINE, reason);
            });
        }
        return plan;
    }

    private static MediaException failure(UndecodableStream stream) {
        return new MediaException(
                stream.damaged() ? MediaException.Kind.DAMAGED : MediaException.Kind.UNSUPPORTED, stream.reason());
    }
}
