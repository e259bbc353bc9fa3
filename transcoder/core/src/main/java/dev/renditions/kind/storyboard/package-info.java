/** The kind {@code storyboard}: small images of a video on one sheet. */
@NullMarked
package dev.renditions.kind.storyboard;

import org.jspecify.annotations.NullMarked;
