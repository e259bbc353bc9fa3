/** Measures how much of a damaged source can be decoded. */
@NullMarked
package dev.renditions.ffmpeg.damage;

import org.jspecify.annotations.NullMarked;
