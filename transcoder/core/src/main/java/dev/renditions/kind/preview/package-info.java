/** The kind {@code preview}: a few seconds of a video as an animated image. */
@NullMarked
package dev.renditions.kind.preview;

import org.jspecify.annotations.NullMarked;
