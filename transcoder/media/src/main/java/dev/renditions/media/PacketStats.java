package dev.renditions.media;

import java.util.Optional;

/**
 * What the packets of a file's main video and main audio show. Immutable.
 *
 * @param video the packets of {@link MediaInfo#mainVideo()}; empty if there are none, or they have no times
 * @param audio the packets of {@link MediaInfo#mainAudio()}; empty likewise
 */
public record PacketStats(Optional<VideoPackets> video, Optional<AudioPackets> audio) {
    /** Nothing is known. */
    public static final PacketStats NONE = new PacketStats(Optional.empty(), Optional.empty());
}
