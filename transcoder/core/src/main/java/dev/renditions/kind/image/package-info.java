/** The kind {@code image}: one picture of a video, a cover or a still. */
@NullMarked
package dev.renditions.kind.image;

import org.jspecify.annotations.NullMarked;
