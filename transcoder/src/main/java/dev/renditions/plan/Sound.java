package dev.renditions.plan;

import dev.renditions.profile.AudioSettings;

/**
 * One encoded track of sound. Immutable.
 *
 * @param stream the source's stream to play, by its number among all streams
 * @param settings how it is encoded
 * @param channels channels of the output
 * @param language its language as the source tells it, such as {@code en}; empty if it does not
 */
public record Sound(int stream, AudioSettings settings, int channels, String language) {}
