/** The kind {@code audio}: an audio file. */
@NullMarked
package dev.renditions.kind.audio;

import org.jspecify.annotations.NullMarked;
