/**
 * Prepares the bundled ffmpeg when the project is built: Linux programs are changed to run on older systems, and stub libraries
 * are written beside them. Not part of the product.
 */
@NullMarked
package dev.renditions.ffmpeg.patch;

import org.jspecify.annotations.NullMarked;
