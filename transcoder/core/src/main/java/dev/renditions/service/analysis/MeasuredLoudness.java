package dev.renditions.service.analysis;

import dev.renditions.media.AudioLoudness;

/**
 * The loudness of some audio of a source.
 *
 * @param description what was measured, see {@code Transcoder.Measurements}
 */
public record MeasuredLoudness(String description, AudioLoudness loudness) {}
