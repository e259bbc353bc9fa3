/** Filters of ffmpeg: chains and graphs for video and audio, and bitstream filters. */
@NullMarked
package dev.renditions.ffmpeg.filter;

import org.jspecify.annotations.NullMarked;
