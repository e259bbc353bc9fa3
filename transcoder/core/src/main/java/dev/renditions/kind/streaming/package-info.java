/** The kind {@code hls}: a ladder of sizes, packaged for HLS and DASH. */
@NullMarked
package dev.renditions.kind.streaming;

import org.jspecify.annotations.NullMarked;
