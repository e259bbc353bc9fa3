/** Finds ffmpeg, learns what it can do and how it can be confined, and runs it. */
@NullMarked
package dev.renditions.ffmpeg.engine;

import org.jspecify.annotations.NullMarked;
