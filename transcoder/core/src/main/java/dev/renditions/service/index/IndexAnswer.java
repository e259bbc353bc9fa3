package dev.renditions.service.index;

import dev.renditions.api.LookupMetric;
import java.util.Optional;

/**
 * An answer of the index.
 *
 * @param value what it remembers; what there is without it, if it did not answer
 * @param outage how it did not answer; absent if it did
 */
public record IndexAnswer<T>(T value, Optional<LookupMetric> outage) {}
