/** Commands of ffmpeg and ffprobe as values: inputs, outputs, limits and whitelists. */
@NullMarked
package dev.renditions.ffmpeg.command;

import org.jspecify.annotations.NullMarked;
