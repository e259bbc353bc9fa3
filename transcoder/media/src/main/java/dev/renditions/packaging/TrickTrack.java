package dev.renditions.packaging;

import dev.renditions.media.mp4.Fragment;
import dev.renditions.media.mp4.SegmentIndex;
import dev.renditions.media.mp4.TrackFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes the key frames of a track to a separate file for DASH trick play: each is a fragment of one sample that lasts
 * until the next. HLS uses byte ranges of the tracks instead, which end inside a box; DASH does not allow this. Copies
 * one frame at a time, so memory use does not depend on the length.
 */
final class TrickTrack {
    private static final int SIZE_OF_MOOF = 100;
    private static final int SIZE_OF_HEAD = SIZE_OF_MOOF + 8;
    private static final int SIZE_OF_ENTRY = 12;
    private static final int SYNC = 0x02000000;

    private TrickTrack() {}

    /** Writes the file.
     *
     * @param track the track, parsed from the file of its name in the folder
     * @throws IOException if a file can't be read or written, or already exists
     */
    static TrackFile write(Path folder, TrackFile track) throws IOException {
        Path file = folder.resolve(PackagedFile.TRICK);
        List<Segment> frames = Segment.keyFrames(track, SegmentBoundaries.each(track));
        try (FileChannel from = FileChannel.open(folder.resolve(track.name()), StandardOpenOption.READ);
                FileChannel to = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            copy(from, 0, track.headerEnd(), to);
            write(to, index(track, frames));
            for (int at = 0; at < frames.size(); at++) {
                Fragment fragment = fragment(track, frames.get(at));
                long ticks = ticks(track, frames, at);
                long size = fragment.first().end() - fragment.first().start();
                write(to, head(at + 1, fragment.presented().from(), ticks, size));
                copy(from, fragment.first().start(), size, to);
            }
        }
        return TrackFile.read(file);
    }

    private static Fragment fragment(TrackFile track, Segment frame) {
        return track.fragments().get(track.fragmentAt(frame.offset()));
    }

    private static long ticks(TrackFile track, List<Segment> frames, int at) {
        long end = at + 1 < frames.size()
                ? fragment(track, frames.get(at + 1)).presented().from()
                : track.fragments()
                        .get(track.fragments().size() - 1)
                        .presented()
                        .to();
        return end - fragment(track, frames.get(at)).presented().from();
    }

    private static ByteBuffer index(TrackFile track, List<Segment> frames) {
        ByteBuffer index = box("sidx", 24 + SIZE_OF_ENTRY * frames.size())
                .putInt(0)
                .putInt(1)
                .putInt((int) track.header().timescale())
                .putInt(0)
                .putInt(0)
                .putInt(frames.size());
        for (int at = 0; at < frames.size(); at++) {
            Fragment fragment = fragment(track, frames.get(at));
            long size = SIZE_OF_HEAD + fragment.first().end() - fragment.first().start();
            index.putInt((int) size).putInt((int) ticks(track, frames, at)).putInt(SegmentIndex.ACCESS_POINT);
        }
        return index.flip();
    }

    /** A {@code moof} of one sample, and the beginning of its {@code mdat}. */
    private static ByteBuffer head(int number, long time, long ticks, long size) {
        ByteBuffer head = ByteBuffer.allocate(SIZE_OF_HEAD);
        named(head, SIZE_OF_MOOF, "moof");
        named(head, 16, "mfhd").putInt(0).putInt(number);
        named(head, 76, "traf");
        // Offsets count from the fragment; duration, size and flags apply to all samples.
        named(head, 28, "tfhd")
                .putInt(0x20038)
                .putInt(1)
                .putInt((int) ticks)
                .putInt((int) size)
                .putInt(SYNC);
        named(head, 20, "tfdt").putInt(0x01000000).putLong(time);
        named(head, 20, "trun").putInt(1).putInt(1).putInt(SIZE_OF_HEAD);
        named(head, (int) size + 8, "mdat");
        return head.flip();
    }

    private static ByteBuffer box(String type, int payload) {
        return named(ByteBuffer.allocate(payload + 8), payload + 8, type);
    }

    private static ByteBuffer named(ByteBuffer bytes, int size, String type) {
        return bytes.putInt(size).put(type.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void write(FileChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private static void copy(FileChannel from, long offset, long length, FileChannel to) throws IOException {
        for (long done = 0; done < length; ) {
            long copied = from.transferTo(offset + done, length - done, to);
            if (copied == 0) {
                throw new IOException("the track was truncated while it was copied");
            }
            done += copied;
        }
    }
}
