/** Finds out how much of a damaged source decodes. */
@NullMarked
package dev.renditions.ffmpeg.damage;

import org.jspecify.annotations.NullMarked;
