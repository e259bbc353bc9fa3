package dev.renditions.lambda;

import dev.renditions.api.Sleeper;
import dev.renditions.http.ApiContext;
import dev.renditions.http.ApiRules;
import dev.renditions.http.access.AccessPolicy;
import dev.renditions.lambda.queue.WorkQueue;

/**
 * What the request handler works with. Immutable.
 *
 * @param parts the context of all handlers
 * @param holdings access to stored renditions
 * @param gate the access policy
 * @param rules the settings of the API
 * @param queue the queue of the upload function
 * @param pause waits between polls
 */
record RequestFunctionContext(
        FunctionContext parts,
        ApiContext.Holdings holdings,
        AccessPolicy gate,
        ApiRules rules,
        WorkQueue queue,
        Sleeper pause) {}
