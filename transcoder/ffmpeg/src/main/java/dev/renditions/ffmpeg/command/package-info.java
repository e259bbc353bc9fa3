/** The parts of ffmpeg commands: inputs, filters, outputs. */
@NullMarked
package dev.renditions.ffmpeg.command;

import org.jspecify.annotations.NullMarked;
