package dev.renditions.ffmpeg.probe;

import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.media.FrameGrids;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.VideoStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Measures the {@link PacketStats} of a file from all of its packets. To be read after the process has ended. */
final class PacketReader implements ConfinedProcess.Output {
    private record Video(int index, VideoPacketReader reader) {}

    private record Audio(int index, AudioPacketReader reader) {}

    private final Optional<Video> video;
    private final Optional<Audio> audio;

    /**
     * A reader of one file.
     *
     * @param media the file
     * @param rates the rates at which bursts of the video are measured, in kilobits per second
     */
    PacketReader(MediaInfo media, Set<Integer> rates) {
        this.video =
                media.mainVideo().map(v -> new Video(v.index(), new VideoPacketReader(rates, grids(v), v.frameRate())));
        this.audio = media.mainAudio()
                .filter(a -> a.sampleRate() > 0)
                .map(a -> new Audio(a.index(), new AudioPacketReader(a.sampleRate())));
    }

    private static Set<Double> grids(VideoStream video) {
        Set<Double> rates = new TreeSet<>(FrameGrids.USUAL);
        video.frameRate().ifPresent(rates::add);
        return rates;
    }

    @Override
    public void read(InputStream stream) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Packet.of(line).ifPresent(this::read);
        }
    }

    private void read(Packet packet) {
        video.filter(v -> v.index() == packet.stream())
                .ifPresent(v -> v.reader().add(packet));
        audio.filter(a -> a.index() == packet.stream())
                .ifPresent(a -> a.reader().add(packet));
    }

    PacketStats stats() {
        return new PacketStats(
                video.flatMap(v -> v.reader().packets()),
                audio.flatMap(a -> a.reader().packets()));
    }
}
