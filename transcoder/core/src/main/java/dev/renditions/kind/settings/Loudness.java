package dev.renditions.kind.settings;

/**
 * The target loudness of audio, by EBU R 128. Immutable.
 *
 * @param integratedLufs the loudness of the whole track, in LUFS
 * @param truePeakDb the maximum true peak, in decibels relative to full scale
 */
public record Loudness(double integratedLufs, double truePeakDb) {}
