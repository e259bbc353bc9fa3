/** The kind {@code waveform}: the waveform of the audio as an image. */
@NullMarked
package dev.renditions.kind.waveform;

import org.jspecify.annotations.NullMarked;
