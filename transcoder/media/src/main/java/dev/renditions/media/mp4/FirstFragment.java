package dev.renditions.media.mp4;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Timing facts in the first fragment of an MP4 that ffmpeg does not report. Immutable.
 *
 * @param videoLate by how much ffmpeg 8.1 reports the timestamps of the first video track too late. If fragments have
 *     negative composition offsets ({@code trun}, as CMAF requires), ffmpeg adds the largest of them to all timestamps
 *     of that track, so that no frame is displayed before it is decoded, but not to those of other tracks
 * @param soundStretched how much longer the first packet of the first audio track is than the second, which some
 *     recorders use to delay the audio. Zero if it is hardly longer
 */
public record FirstFragment(Duration videoLate, Duration soundStretched) {
    /** For files without fragments and unreadable files. */
    public static final FirstFragment NONE = new FirstFragment(Duration.ZERO, Duration.ZERO);

    private static final int DATA_OFFSET = 0x1;
    private static final int FIRST_FLAGS = 0x4;
    private static final int DURATION = 0x100;
    private static final int SIZE = 0x200;
    private static final int FLAGS = 0x400;
    private static final int COMPOSITION = 0x800;

    private static final double STRETCHED = 1.5;

    /** Reads the first fragment of a file. */
    public static FirstFragment of(Path file) throws IOException {
        try (BoxFile boxes = BoxFile.open(file)) {
            ByteBuffer moov = null;
            for (long at = 0; at < boxes.size(); ) {
                Box box = boxes.boxAt(at);
                if (box.type().equals("moov")) {
                    moov = boxes.payload(box);
                } else if (box.type().equals("moof") && moov != null) {
                    return of(moov, boxes.payload(box));
                }
                at = box.end();
            }
            return NONE;
        } catch (PackagingException | BufferUnderflowException | IndexOutOfBoundsException e) {
            return NONE;
        }
    }

    private static FirstFragment of(ByteBuffer moov, ByteBuffer moof) {
        Optional<Track> video = Track.of(moov, "vide");
        Optional<Track> sound = Track.of(moov, "soun");
        return new FirstFragment(
                video.map(track -> track.time(mostNegative(track.runs(moof)))).orElse(Duration.ZERO),
                sound.map(track -> track.time(stretched(track.runs(moof)))).orElse(Duration.ZERO));
    }

    private static long mostNegative(List<ByteBuffer> runs) {
        long most = 0;
        for (ByteBuffer run : runs) {
            int flags = run.getInt(0);
            if ((flags & COMPOSITION) != 0) {
                for (int sample = 0; sample < run.getInt(4) && has(run, sample); sample++) {
                    // Ffmpeg reads them as signed in version 0 as well.
                    int offset = run.getInt(place(flags, sample) + sampleBytes(flags) - 4);
                    most = Math.max(most, -(long) offset);
                }
            }
        }
        return most;
    }

    private static long stretched(List<ByteBuffer> runs) {
        if (runs.isEmpty() || (runs.get(0).getInt(0) & DURATION) == 0 || !has(runs.get(0), 1)) {
            return 0;
        }
        ByteBuffer run = runs.get(0);
        long first = Integer.toUnsignedLong(run.getInt(place(run.getInt(0), 0)));
        long second = Integer.toUnsignedLong(run.getInt(place(run.getInt(0), 1)));
        return first > STRETCHED * second ? first - second : 0;
    }

    private static boolean has(ByteBuffer run, int sample) {
        return place(run.getInt(0), sample) + sampleBytes(run.getInt(0)) <= run.limit();
    }

    private static int place(int flags, int sample) {
        int head = 8 + 4 * Integer.bitCount(flags & (DATA_OFFSET | FIRST_FLAGS));
        return head + sample * sampleBytes(flags);
    }

    private static int sampleBytes(int flags) {
        return 4 * Integer.bitCount(flags & (DURATION | SIZE | FLAGS | COMPOSITION));
    }

    /**
     * A track.
     *
     * @param timescale ticks per second
     */
    private record Track(long id, long timescale) {
        static Optional<Track> of(ByteBuffer moov, String handler) {
            return BoxReader.all(moov, "trak").stream()
                    .filter(trak -> handler(trak).equals(handler))
                    .map(trak ->
                            new Track(third(BoxReader.one(trak, "tkhd")), third(BoxReader.one(trak, "mdia", "mdhd"))))
                    .filter(track -> track.timescale > 0)
                    .findFirst();
        }

        private static String handler(ByteBuffer trak) {
            byte[] handler = new byte[4];
            BoxReader.one(trak, "mdia", "hdlr").get(8, handler);
            return new String(handler, StandardCharsets.ISO_8859_1);
        }

        /** The number after the creation and modification times. */
        private static long third(ByteBuffer box) {
            int version = BoxReader.version(box);
            BoxReader.number(box, version);
            BoxReader.number(box, version);
            return BoxReader.unsigned(box);
        }

        List<ByteBuffer> runs(ByteBuffer moof) {
            List<ByteBuffer> runs = new ArrayList<>();
            for (ByteBuffer traf : BoxReader.all(moof, "traf")) {
                if (Integer.toUnsignedLong(BoxReader.one(traf, "tfhd").getInt(4)) == id) {
                    runs.addAll(BoxReader.all(traf, "trun"));
                }
            }
            return runs;
        }

        Duration time(long ticks) {
            return Duration.ofNanos((long) (1e9 * ticks / timescale));
        }
    }
}
