/** The kind {@code image}: one image of a video, a cover or a still. */
@NullMarked
package dev.renditions.kind.image;

import org.jspecify.annotations.NullMarked;
