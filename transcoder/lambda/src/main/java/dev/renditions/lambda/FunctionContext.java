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
 * What the handlers work with. Immutable.
 *
 * @param rules the settings of the handlers
 * @param service makes renditions
 * @param objects finds the objects that events name
 * @param index the parts of the index that handlers use directly
 * @param outlets where handlers report what they did
 * @param clock for deadlines
 */
public record FunctionContext(
        Rules rules, RenditionService service, ObjectResolver objects, Index index, Outlets outlets, Clock clock) {
    /**
     * The settings of the handlers.
     *
     * @param routes which profiles an upload gets
     * @param catalog the profiles that a request may name
     * @param maxReceives the receive at which a message that still fails becomes a dead letter
     */
    public record Rules(Routes routes, ProfileCatalog catalog, int maxReceives) {}

    /**
     * The parts of the index that handlers use directly.
     *
     * @param renditions to evict deleted renditions
     * @param failures for failures of queued jobs
     * @param counters to count queued jobs
     */
    public record Index(IndexedRenditions renditions, RecordedFailures failures, Counters counters) {
        /** Those parts of an index. */
        public static Index of(ArtifactIndex index) {
            return new Index(index.renditions(), index.failures(), index.counters());
        }
    }

    /**
     * Where handlers report what they did.
     *
     * @param deadLetters the queue of permanent failures; absent if none is configured
     * @param announcer publishes results
     * @param redelivery schedules the redelivery of messages
     * @param telemetry logs and metrics
     */
    public record Outlets(
            Optional<DeadLetters> deadLetters, ResultPublisher announcer, Redelivery redelivery, Telemetry telemetry) {}
}
