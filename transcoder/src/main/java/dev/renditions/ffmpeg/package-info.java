/**
 * The one place that knows JAVE2, ffmpeg and ffprobe: finds the programs, confines them, says what they may read, and
 * turns plans into arguments and what they print into values.
 */
@NullMarked
package dev.renditions.ffmpeg;

import org.jspecify.annotations.NullMarked;
