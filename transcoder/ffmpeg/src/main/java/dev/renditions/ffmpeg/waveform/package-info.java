/** Makes waveforms. */
@NullMarked
package dev.renditions.ffmpeg.waveform;

import org.jspecify.annotations.NullMarked;
