/** Chains and graphs of ffmpeg's video and audio filters, and bitstream filters. */
@NullMarked
package dev.renditions.ffmpeg.filter;

import org.jspecify.annotations.NullMarked;
