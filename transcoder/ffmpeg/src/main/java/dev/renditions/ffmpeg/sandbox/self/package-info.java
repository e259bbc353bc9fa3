/** Protects our own process from the programs it starts. */
@NullMarked
package dev.renditions.ffmpeg.sandbox.self;

import org.jspecify.annotations.NullMarked;
