package dev.renditions.kind.waveform;

/**
 * Settings of a waveform. Immutable.
 *
 * @param width the width in pixels
 * @param height the height in pixels
 * @param color the color of the wave, as six hexadecimal digits of red, green and blue; the background is transparent
 */
public record WaveformSettings(int width, int height, String color) {}
