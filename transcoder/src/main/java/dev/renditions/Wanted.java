package dev.renditions;

import dev.renditions.index.RenditionKey;
import dev.renditions.plan.Plan;

/**
 * A rendition that exists nowhere.
 *
 * @param key which
 * @param plan how it is to be made
 */
record Wanted(RenditionKey key, Plan.Make plan) {}
