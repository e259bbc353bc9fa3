package dev.renditions.media;

import java.util.Optional;

/**
 * Packet statistics of a file's main video and main audio. Immutable.
 *
 * @param video those of {@link MediaInfo#mainVideo()}; empty without packets or timestamps
 * @param audio those of {@link MediaInfo#mainAudio()}; empty likewise
 */
public record PacketStats(Optional<VideoPackets> video, Optional<AudioPackets> audio) {
    /** No statistics. */
    public static final PacketStats NONE = new PacketStats(Optional.empty(), Optional.empty());

    /** The same statistics of packets of which some can't be decoded: frames and samples may be missing anywhere. */
    public PacketStats withGaps() {
        return new PacketStats(video.map(VideoPackets::irregular), Optional.empty());
    }
}
