package dev.renditions.kind.waveform;

/**
 * Settings of a waveform. Immutable.
 *
 * @param width pixels across
 * @param height pixels up
 * @param color of the wave, six hexadecimal digits of red, green and blue; the background is transparent
 */
public record WaveformSettings(int width, int height, String color) {}
