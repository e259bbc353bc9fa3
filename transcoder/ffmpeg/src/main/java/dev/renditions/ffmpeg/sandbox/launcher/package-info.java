/** A small program that restricts itself with Landlock and seccomp, then runs ffmpeg. */
@NullMarked
package dev.renditions.ffmpeg.sandbox.launcher;

import org.jspecify.annotations.NullMarked;
