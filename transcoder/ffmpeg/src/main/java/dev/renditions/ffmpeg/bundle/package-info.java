/** The bundled ffmpeg: unpacked, checked, and made to run on older systems. */
@NullMarked
package dev.renditions.ffmpeg.bundle;

import org.jspecify.annotations.NullMarked;
