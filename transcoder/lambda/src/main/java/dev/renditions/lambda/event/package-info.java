/** Parses events of S3, SQS, EventBridge and S3 Batch Operations. */
@NullMarked
package dev.renditions.lambda.event;

import org.jspecify.annotations.NullMarked;
