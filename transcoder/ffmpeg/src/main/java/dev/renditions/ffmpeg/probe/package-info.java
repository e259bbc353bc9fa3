/** Turns what ffprobe prints into facts about a file. */
@NullMarked
package dev.renditions.ffmpeg.probe;

import org.jspecify.annotations.NullMarked;
