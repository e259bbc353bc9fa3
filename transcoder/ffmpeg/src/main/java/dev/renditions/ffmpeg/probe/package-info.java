/** Runs ffprobe and converts its output to facts about a file. */
@NullMarked
package dev.renditions.ffmpeg.probe;

import org.jspecify.annotations.NullMarked;
