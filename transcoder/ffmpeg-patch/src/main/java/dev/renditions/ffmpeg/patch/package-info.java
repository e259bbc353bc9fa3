/**
 * Prepares the bundled ffmpeg when the project is built: patches Linux programs to run on older systems, and adds stub libraries.
 * Not part of the product.
 */
@NullMarked
package dev.renditions.ffmpeg.patch;

import org.jspecify.annotations.NullMarked;
