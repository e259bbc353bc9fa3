/** Queues of the functions: work, redelivery, dead letters, announcements. */
@NullMarked
package dev.renditions.lambda.queue;

import org.jspecify.annotations.NullMarked;
