package dev.renditions.kind.settings;

/**
 * How loud sound is made, after EBU R 128. Immutable.
 *
 * @param integratedLufs the loudness of the whole, in LUFS
 * @param truePeakDb the highest peak between samples, in decibels below full scale
 */
public record Loudness(double integratedLufs, double truePeakDb) {}
