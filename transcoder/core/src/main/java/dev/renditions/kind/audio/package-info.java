/** The kind {@code audio}: a file of sound alone. */
@NullMarked
package dev.renditions.kind.audio;

import org.jspecify.annotations.NullMarked;
