/** Queues of the functions: work, redelivery, dead letters, published results. */
@NullMarked
package dev.renditions.lambda.queue;

import org.jspecify.annotations.NullMarked;
