package dev.renditions.lambda;

import dev.renditions.api.Pause;
import dev.renditions.http.ApiParts;
import dev.renditions.http.ApiRules;
import dev.renditions.http.access.Gate;
import dev.renditions.lambda.queue.WorkQueue;

/**
 * What the handler of requests works with besides what all have. Immutable.
 *
 * @param parts what all have
 * @param holdings what the store holds
 * @param gate who may ask for what
 * @param rules what the API goes by
 * @param queue what the function of uploads takes from
 * @param pause waits between two looks
 */
record RequestParts(Parts parts, ApiParts.Holdings holdings, Gate gate, ApiRules rules, WorkQueue queue, Pause pause) {}
