package dev.renditions.media.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A file with a range of the frames of a track: {@code ftyp moov sidx? (moof mdat)+ mfra?}, where the decode times of fragments
 * count from the beginning of the track plus the start of its edit list. Immutable.
 *
 * @param file the file
 * @param timescale ticks per second
 * @param headerEnd offset after the header, which begins at 0
 * @param entry what a decoder needs: see {@link #entry(ByteBuffer)}
 * @param fragments its fragments; at least one. Their times count from the beginning of the track
 * @param frames how many frames it has
 */
public record SegmentFile(
        Path file, long timescale, long headerEnd, List<ByteBuffer> entry, List<Fragment> fragments, int frames) {
    /** Fixed fields of a visual sample entry and its own header. */
    private static final int ENTRY = 86;

    private static final int ENTRIES = 8;

    /** Copies the lists. */
    public SegmentFile {
        entry = List.copyOf(entry);
        fragments = List.copyOf(fragments);
    }

    /**
     * Reads the header and indexes of a file, not its samples.
     *
     * @param range the frames that it should have
     * @throws PackagingException if it is not such a file, does not begin with a key frame, or has other frames; the message
     *     names the file and the reason
     * @throws IOException if it can't be read
     */
    public static SegmentFile read(Path file, FrameRange range) throws IOException {
        return BoxFile.read(file, boxes -> new Reader(file, boxes, range).read());
    }

    /** When its first frame is decoded, in ticks. */
    long begin() {
        return fragments.get(0).time();
    }

    /** When the first frame after it is decoded, in ticks. */
    long end() {
        return fragments.get(fragments.size() - 1).endTime();
    }

    /**
     * The parts of a sample entry that a decoder depends on: its fixed fields, and its boxes without that of the bit rate, which
     * ffmpeg computes from the first fragment.
     */
    private static List<ByteBuffer> entry(ByteBuffer stsd) {
        BoxReader.skip(stsd, ENTRIES);
        ByteBuffer sample = stsd.slice();
        if (sample.remaining() < ENTRY || sample.getInt(0) != sample.remaining()) {
            throw new PackagingException("there is not exactly one sample entry");
        }
        List<ByteBuffer> parts = new ArrayList<>(List.of(sample.slice(Integer.BYTES, ENTRY - Integer.BYTES)));
        for (BoxReader.ChildBox box : BoxReader.all(sample.slice(ENTRY, sample.remaining() - ENTRY))) {
            if (!box.type().equals("btrt")) {
                parts.add(ByteBuffer.wrap(box.type().getBytes(StandardCharsets.ISO_8859_1)));
                parts.add(box.payload());
            }
        }
        return parts;
    }

    /** Reads one file. */
    private static final class Reader {
        private final Path file;
        private final BoxFile boxes;
        private final FrameRange range;
        private final BitSet shown = new BitSet();
        private int frames;

        Reader(Path file, BoxFile boxes, FrameRange range) {
            this.file = file;
            this.boxes = boxes;
            this.range = range;
        }

        SegmentFile read() throws IOException {
            List<Box> all = boxes.boxes();
            Box moov = at(all, 1, "moov");
            at(all, 0, "ftyp");
            ByteBuffer payload = boxes.payload(moov);
            TrackHeader header = TrackHeader.parseEdited(payload);
            List<ByteBuffer> entry = entry(BoxReader.one(payload, "trak", "mdia", "minf", "stbl", "stsd"));
            List<Fragment> fragments = fragments(all, header, TrackHeader.mediaTime(payload));
            requireAll();
            return new SegmentFile(file, header.timescale(), moov.end(), entry, fragments, frames);
        }

        private List<Fragment> fragments(List<Box> all, TrackHeader header, long mediaTime) throws IOException {
            int begin = all.size() > 2 && all.get(2).type().equals("sidx") ? 3 : 2;
            int end = all.get(all.size() - 1).type().equals("mfra") ? all.size() - 1 : all.size();
            List<Fragment> fragments = new ArrayList<>();
            for (int at = begin; at < end; at += 2) {
                Box moof = at(all, at, "moof");
                Fragment fragment = FragmentReader.read(
                                moof,
                                at(all, at + 1, "mdat"),
                                boxes.payload(moof),
                                header,
                                time -> shown(time - mediaTime, header.timescale()))
                        .earlier(mediaTime);
                if (!fragment.first().sync()) {
                    throw new PackagingException(
                            "the fragment at byte " + fragment.start() + " does not begin with a key frame");
                }
                if (!fragments.isEmpty() && fragments.get(fragments.size() - 1).endTime() != fragment.time()) {
                    throw new PackagingException("the fragment at byte " + fragment.start() + " begins at tick "
                            + fragment.time() + ", the previous one ends at "
                            + fragments.get(fragments.size() - 1).endTime());
                }
                fragments.add(fragment);
            }
            if (fragments.isEmpty()) {
                throw new PackagingException("no fragments");
            }
            if (fragments.get(0).presented().from() != range.ticks(range.first(), header.timescale())) {
                throw new PackagingException("it is shown from tick "
                        + fragments.get(0).presented().from() + " on, not from tick "
                        + range.ticks(range.first(), header.timescale()) + " on, as " + range + " are");
            }
            return fragments;
        }

        private void shown(long time, long timescale) {
            int place = range.place(time, timescale);
            if (shown.get(place)) {
                throw new PackagingException("frame " + (range.first() + place) + " is there twice");
            }
            shown.set(place);
            frames++;
        }

        private void requireAll() {
            int missing = shown.nextClearBit(0);
            if (missing < shown.length() || (!range.open() && frames != range.most())) {
                throw new PackagingException(
                        "frame " + (range.first() + missing) + " is missing; it has " + frames + " of " + range);
            }
        }

        private Box at(List<Box> all, int index, String type) {
            if (index >= all.size() || !all.get(index).type().equals(type)) {
                throw new PackagingException("no box '" + type + "' at place " + index);
            }
            return all.get(index);
        }
    }
}
