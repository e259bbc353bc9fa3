/** Encodes and probes with ffmpeg and ffprobe. No other package knows these programs or JAVE2. */
@NullMarked
package dev.renditions.ffmpeg;

import org.jspecify.annotations.NullMarked;
