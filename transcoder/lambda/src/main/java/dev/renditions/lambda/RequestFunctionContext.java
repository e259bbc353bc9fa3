package dev.renditions.lambda;

import dev.renditions.api.Sleeper;
import dev.renditions.http.ApiContext;
import dev.renditions.http.ApiRules;
import dev.renditions.http.access.AccessPolicy;
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
record RequestFunctionContext(
        FunctionContext parts,
        ApiContext.Holdings holdings,
        AccessPolicy gate,
        ApiRules rules,
        WorkQueue queue,
        Sleeper pause) {}
