/** The AWS Lambda functions: handlers that translate events to requests, and results to answers. */
@NullMarked
package dev.renditions.lambda;

import org.jspecify.annotations.NullMarked;
