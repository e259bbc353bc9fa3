/** Sandboxes for ffmpeg, each a way to confine a command. */
@NullMarked
package dev.renditions.ffmpeg.sandbox;

import org.jspecify.annotations.NullMarked;
