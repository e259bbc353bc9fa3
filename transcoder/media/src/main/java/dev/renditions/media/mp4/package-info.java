/** Reads and writes boxes of MP4 and related formats (ISO 14496-12), including HEIF. */
@NullMarked
package dev.renditions.media.mp4;

import org.jspecify.annotations.NullMarked;
