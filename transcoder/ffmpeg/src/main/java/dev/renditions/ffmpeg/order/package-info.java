/** How the plan of one rendition becomes runs of ffmpeg, and in which order several plans are made. */
@NullMarked
package dev.renditions.ffmpeg.order;

import org.jspecify.annotations.NullMarked;
