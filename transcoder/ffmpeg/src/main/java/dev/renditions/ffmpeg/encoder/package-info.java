/** Encodes video and audio tracks, several outputs in one run. */
@NullMarked
package dev.renditions.ffmpeg.encoder;

import org.jspecify.annotations.NullMarked;
