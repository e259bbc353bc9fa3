/** The bundled ffmpeg: found, unpacked and verified. */
@NullMarked
package dev.renditions.ffmpeg.bundle;

import org.jspecify.annotations.NullMarked;
