/** What a command may access and use: files, memory, processors. */
@NullMarked
package dev.renditions.ffmpeg.sandbox.limits;

import org.jspecify.annotations.NullMarked;
