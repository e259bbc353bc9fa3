/** Metrics and log context of the functions. */
@NullMarked
package dev.renditions.lambda.telemetry;

import org.jspecify.annotations.NullMarked;
