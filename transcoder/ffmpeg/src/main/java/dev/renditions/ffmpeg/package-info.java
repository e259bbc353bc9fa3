/** Encodes and probes by ffmpeg and ffprobe. Its packages are the only ones that know them, and JAVE2. */
@NullMarked
package dev.renditions.ffmpeg;

import org.jspecify.annotations.NullMarked;
