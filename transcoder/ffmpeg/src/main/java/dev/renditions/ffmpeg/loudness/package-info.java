/** Measures loudness (EBU R 128). */
@NullMarked
package dev.renditions.ffmpeg.loudness;

import org.jspecify.annotations.NullMarked;
