/** Reads and writes the boxes of MP4 and its relatives (ISO 14496-12), HEIF included. */
@NullMarked
package dev.renditions.media.mp4;

import org.jspecify.annotations.NullMarked;
