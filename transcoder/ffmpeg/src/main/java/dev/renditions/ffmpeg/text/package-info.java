/** Extracts captions. */
@NullMarked
package dev.renditions.ffmpeg.text;

import org.jspecify.annotations.NullMarked;
