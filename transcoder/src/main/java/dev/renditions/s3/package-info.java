/** Renditions and sources in Amazon S3, or in anything that speaks its language. The one place that knows its SDK. */
@NullMarked
package dev.renditions.s3;

import org.jspecify.annotations.NullMarked;
