package dev.renditions.service.index;

import dev.renditions.api.LookupMetric;
import java.util.Optional;

/**
 * An answer of the index.
 *
 * @param value the value of the index; a default if it did not answer
 * @param outage how the call failed; absent if the index answered
 */
public record IndexAnswer<T>(T value, Optional<LookupMetric> outage) {}
