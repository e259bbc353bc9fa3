package dev.renditions.ffmpeg.hash;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.ffmpeg.probe.Ffprobe;
import dev.renditions.media.AudioStream;
import dev.renditions.media.ImageParts;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.StreamHash;
import dev.renditions.media.VideoStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Hashes the streams of files, by one run of ffprobe that reads all packets. A stream has a hash only if everything that its
 * frames or samples depend on is known and hashed. These have none:
 *
 * <ul>
 *   <li>still images and cover art, of which no tracks are made;
 *   <li>codecs other than {@link HashableCodecs}, and streams with {@link SideData} that are not printed;
 *   <li>incomplete packets;
 *   <li>files of several streams whose clock may jump: there, a stream's times depend on the packets of the others.
 * </ul>
 *
 * @param ffprobe runs ffprobe
 */
public record StreamHasher(Ffprobe ffprobe) {
    /** To be raised whenever the same stream gets another hash. */
    private static final int VERSION = 1;

    private static final String DOMAIN = "renditions stream hash";

    /**
     * The hashes of a file's streams, by stream index.
     *
     * @param media what the probe found in the file
     * @param limit how long it may take
     * @return without the streams that can't be hashed; empty for a file that can't be read
     * @throws MediaException if ffprobe did not read the file for another reason: at another time, or on another machine, the
     *     hashes may be found
     */
    public Map<Integer, StreamHash> of(Path file, MediaInfo media, Duration limit) {
        Map<Integer, ProbedFields> streams = streams(media);
        if (streams.isEmpty()) {
            return Map.of();
        }
        PrintedFile printed = new PrintedFile(streams.keySet());
        try {
            ffprobe.run(HashCommand.of(file, ffprobe.limits(file)), limit, printed);
        } catch (MediaException e) {
            if (!e.concernsContent()) {
                throw e;
            }
            return Map.of();
        }
        if (!printed.complete()) {
            throw new MediaException(Kind.ENGINE, "ffprobe's list of packets ends too early");
        }
        Map<Integer, StreamHash> hashes = new HashMap<>();
        for (Map.Entry<Integer, ProbedFields> stream : streams.entrySet()) {
            int index = stream.getKey();
            hash(printed, media, index, stream.getValue()).ifPresent(hash -> hashes.put(index, hash));
        }
        return Map.copyOf(hashes);
    }

    /** The streams that may have a hash, with what the probe found. */
    private static Map<Integer, ProbedFields> streams(MediaInfo media) {
        Map<Integer, ProbedFields> streams = new HashMap<>();
        if (media.still()) {
            return streams;
        }
        for (VideoStream video : media.video()) {
            if (!video.attachedPicture() && video.parts().equals(ImageParts.ONE_STREAM)) {
                streams.put(video.index(), ProbedFields.of(media, video));
            }
        }
        for (AudioStream audio : media.audio()) {
            streams.put(audio.index(), ProbedFields.of(media, audio));
        }
        boolean alone = streams.size() + media.text().size() + media.unusable().size() == 1;
        return media.clock().anywhere() && !alone ? Map.of() : streams;
    }

    private static Optional<StreamHash> hash(PrintedFile printed, MediaInfo media, int index, ProbedFields probed) {
        Optional<PrintedStream> stream = printed.stream(index);
        Optional<StreamPackets> packets = printed.packets(index);
        boolean known = stream.isPresent()
                && packets.isPresent()
                && stream.get().hashable()
                && packets.get().complete();
        if (!known) {
            return Optional.empty();
        }
        long zero = printed.start() + media.clock().zero().toNanos() / 1000;
        return StreamClock.of(stream.get().timeBase(), zero)
                .flatMap(clock -> hash(stream.get(), probed, packets.get(), clock));
    }

    private static Optional<StreamHash> hash(
            PrintedStream stream, ProbedFields probed, StreamPackets packets, StreamClock clock) {
        FieldDigest digest = new FieldDigest()
                .text(DOMAIN)
                .number(VERSION)
                .texts(probed.values())
                .texts(stream.parametersExcept(probed.colors()))
                .texts(stream.sideData().hashed());
        try {
            packets.addTo(digest, clock);
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
        return Optional.of(new StreamHash(digest.hex()));
    }
}
