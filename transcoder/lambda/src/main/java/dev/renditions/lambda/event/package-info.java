/** Events of S3, SQS, EventBridge and S3 Batch Operations as values. */
@NullMarked
package dev.renditions.lambda.event;

import org.jspecify.annotations.NullMarked;
