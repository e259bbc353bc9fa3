/** Segments of tracks that are being encoded: where they are kept until their track is complete. */
@NullMarked
package dev.renditions.api.segment;

import org.jspecify.annotations.NullMarked;
