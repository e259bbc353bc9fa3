/** Starts child processes, watches them, limits their time and output, and kills them. */
@NullMarked
package dev.renditions.ffmpeg.process;

import org.jspecify.annotations.NullMarked;
