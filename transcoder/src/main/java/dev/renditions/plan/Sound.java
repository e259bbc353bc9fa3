package dev.renditions.plan;

import dev.renditions.profile.AudioSettings;

/**
 * One encoded track of sound. Immutable.
 *
 * @param stream the source's stream to play, by its number among all streams
 * @param settings how it is encoded
 * @param channels channels of the output
 * @param language its language if the source tells it, by its shortest code, such as {@code en}; empty if it does not
 * @param sourceChannels channels of the source's stream; 0 if unknown
 */
public record Sound(int stream, AudioSettings settings, int channels, String language, int sourceChannels) {
    /** Of a source that has as many channels. */
    public Sound(int stream, AudioSettings settings, int channels, String language) {
        this(stream, settings, channels, language, channels);
    }

    /** Whether there are fewer channels than the source has, or it is not known how many those are. */
    public boolean mixedDown() {
        return sourceChannels != channels;
    }
}
