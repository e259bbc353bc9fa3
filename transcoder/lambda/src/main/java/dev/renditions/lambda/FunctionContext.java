package dev.renditions.lambda;

import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.Counters;
import dev.renditions.index.IndexedRenditions;
import dev.renditions.index.RecordedFailures;
import dev.renditions.lambda.queue.DeadLetters;
import dev.renditions.lambda.queue.Redelivery;
import dev.renditions.lambda.queue.ResultPublisher;
import dev.renditions.lambda.telemetry.Telemetry;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.profile.route.Routes;
import dev.renditions.service.RenditionService;
import java.time.Clock;
import java.util.Optional;

/**
 * All that the handlers work with. Immutable.
 *
 * @param rules what they go by
 * @param service makes renditions
 * @param objects what events tell of
 * @param index what handlers use of the index themselves
 * @param outlets where they tell of what they did
 * @param clock tells how much time is left
 */
public record FunctionContext(
        Rules rules, RenditionService service, ObjectResolver objects, Index index, Outlets outlets, Clock clock) {
    /**
     * What handlers go by.
     *
     * @param routes which profiles an upload gets
     * @param catalog the profiles that may be asked for by name
     * @param maxReceives at which receive of a message what still fails is given up
     */
    public record Rules(Routes routes, ProfileCatalog catalog, int maxReceives) {}

    /**
     * What handlers use of the index themselves.
     *
     * @param renditions forgets renditions that are gone
     * @param failures keeps failures of queued jobs
     * @param counters counts queued jobs
     */
    public record Index(IndexedRenditions renditions, RecordedFailures failures, Counters counters) {
        /** The ports of an index. */
        public static Index of(ArtifactIndex index) {
            return new Index(index.renditions(), index.failures(), index.counters());
        }
    }

    /**
     * Where handlers tell of what they did.
     *
     * @param deadLetters what failed for good; absent if there is no such place
     * @param announcer what is ready, and what failed
     * @param redelivery when messages come again
     * @param telemetry logs and metrics
     */
    public record Outlets(
            Optional<DeadLetters> deadLetters, ResultPublisher announcer, Redelivery redelivery, Telemetry telemetry) {}
}
