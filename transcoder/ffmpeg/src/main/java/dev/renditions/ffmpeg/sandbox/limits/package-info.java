/** The files, memory and processor time that a command may use. */
@NullMarked
package dev.renditions.ffmpeg.sandbox.limits;

import org.jspecify.annotations.NullMarked;
