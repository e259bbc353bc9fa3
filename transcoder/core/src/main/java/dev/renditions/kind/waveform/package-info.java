/** The kind {@code waveform}: the shape of the sound as a picture. */
@NullMarked
package dev.renditions.kind.waveform;

import org.jspecify.annotations.NullMarked;
