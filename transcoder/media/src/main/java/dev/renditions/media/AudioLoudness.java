package dev.renditions.media;

/**
 * The loudness of audio by EBU R 128. Immutable.
 *
 * @param integratedLufs the integrated loudness, in LUFS; -70 or less if there is nothing to measure
 * @param truePeakDb the highest peak between samples, in decibels relative to full scale; minus infinity for silence
 */
public record AudioLoudness(double integratedLufs, double truePeakDb) {}
