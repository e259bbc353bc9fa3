package dev.renditions.lambda;

import dev.renditions.index.ArtifactIndex;
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
 * @param index what forgets renditions that are gone
 * @param outlets where they tell of what they did
 * @param clock tells how much time is left
 */
public record FunctionContext(
        Rules rules,
        RenditionService service,
        ObjectResolver objects,
        ArtifactIndex index,
        Outlets outlets,
        Clock clock) {
    /**
     * What handlers go by.
     *
     * @param routes which profiles an upload gets
     * @param catalog the profiles that may be asked for by name
     * @param maxReceives at which receive of a message what still fails is given up
     */
    public record Rules(Routes routes, ProfileCatalog catalog, int maxReceives) {}

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
