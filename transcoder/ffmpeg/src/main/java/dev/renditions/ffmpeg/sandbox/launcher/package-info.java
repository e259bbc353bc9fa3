/** A small program that confines itself by Landlock and seccomp and runs ffmpeg. */
@NullMarked
package dev.renditions.ffmpeg.sandbox.launcher;

import org.jspecify.annotations.NullMarked;
