package dev.renditions.media.mp4;

import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** Reads the header of a fragment (ISO/IEC 14496-12, 8.8). Use one instance per fragment. */
final class FragmentReader {
    private static final int MAX_SAMPLES = 1_000_000;

    private static final int BASE_OFFSET = 0x1;
    private static final int DESCRIPTION = 0x2;
    private static final int DEFAULT_DURATION = 0x8;
    private static final int DEFAULT_SIZE = 0x10;
    private static final int DEFAULT_FLAGS = 0x20;
    private static final int BASE_IS_MOOF = 0x20000;

    private static final int DATA_OFFSET = 0x1;
    private static final int FIRST_FLAGS = 0x4;
    private static final int DURATION = 0x100;
    private static final int SIZE = 0x200;
    private static final int FLAGS = 0x400;
    private static final int COMPOSITION = 0x800;
    private static final int NOT_SYNC = 0x10000;

    private final long time;
    private final LongConsumer shownTimes;
    private long from = Long.MAX_VALUE;
    private long latest;
    private long lastTicks;
    private long firstShown;
    private long duration;
    private long bytes;
    private int samples;
    private long firstSize;
    private int firstFlags;

    private FragmentReader(long time, LongConsumer shownTimes) {
        this.time = time;
        this.shownTimes = shownTimes;
    }

    /**
     * Reads a fragment.
     *
     * @param moof its header box
     * @param mdat its data box
     * @param payload payload of the header
     * @param header the track header with the defaults
     * @throws PackagingException if it does not have exactly one track that covers all its data
     */
    static Fragment read(Box moof, Box mdat, ByteBuffer payload, TrackHeader header) {
        return read(moof, mdat, payload, header, shown -> {});
    }

    /**
     * Reads a fragment.
     *
     * @param shownTimes receives the presentation time of each sample, in decoding order
     */
    static Fragment read(Box moof, Box mdat, ByteBuffer payload, TrackHeader header, LongConsumer shownTimes) {
        ByteBuffer traf = BoxReader.one(payload, "traf");
        TrackHeader.Defaults defaults = defaults(BoxReader.one(traf, "tfhd"), header.defaults());
        ByteBuffer tfdt = BoxReader.one(traf, "tfdt");
        long time = BoxReader.number(tfdt, BoxReader.version(tfdt));
        FragmentReader reader = new FragmentReader(time, shownTimes);
        long data = mdat.start() + mdat.header();
        for (ByteBuffer run : BoxReader.all(traf, "trun")) {
            reader.run(run, defaults, data - moof.start());
        }
        if (reader.samples == 0 || data + reader.bytes != mdat.end()) {
            throw new PackagingException("the fragment at byte " + moof.start() + " has " + reader.samples
                    + " samples of " + reader.bytes + " bytes in " + mdat.size() + " bytes of data");
        }
        boolean sync = (reader.firstFlags & NOT_SYNC) == 0;
        Fragment.Sample first = new Fragment.Sample(data, data + reader.firstSize, sync);
        Fragment.Presented presented =
                new Fragment.Presented(reader.from, reader.latest + reader.lastTicks, reader.firstShown == reader.from);
        return new Fragment(moof.start(), mdat.end(), time, reader.duration, reader.samples, presented, first);
    }

    private static TrackHeader.Defaults defaults(ByteBuffer tfhd, TrackHeader.Defaults track) {
        int flags = tfhd.getInt() & 0xFFFFFF;
        if ((flags & BASE_OFFSET) != 0 || (flags & BASE_IS_MOOF) == 0) {
            throw new PackagingException("the data offsets of a fragment are not relative to the fragment");
        }
        BoxReader.skip(tfhd, 4);
        if ((flags & DESCRIPTION) != 0) {
            BoxReader.skip(tfhd, 4);
        }
        return new TrackHeader.Defaults(
                (flags & DEFAULT_DURATION) != 0 ? BoxReader.unsigned(tfhd) : track.duration(),
                (flags & DEFAULT_SIZE) != 0 ? BoxReader.unsigned(tfhd) : track.size(),
                (flags & DEFAULT_FLAGS) != 0 ? tfhd.getInt() : track.flags());
    }

    private void run(ByteBuffer trun, TrackHeader.Defaults defaults, long dataOffset) {
        int flags = trun.getInt() & 0xFFFFFF;
        int count = trun.getInt();
        if (count < 0 || count > MAX_SAMPLES - samples) {
            throw new PackagingException("more than " + MAX_SAMPLES + " samples in a fragment");
        }
        if ((flags & DATA_OFFSET) == 0 || trun.getInt() != dataOffset + bytes) {
            throw new PackagingException("a run of samples does not follow the previous one");
        }
        int leading = (flags & FIRST_FLAGS) != 0 ? trun.getInt() : defaults.flags();
        for (int at = 0; at < count; at++) {
            long ticks = (flags & DURATION) != 0 ? BoxReader.unsigned(trun) : defaults.duration();
            long size = (flags & SIZE) != 0 ? BoxReader.unsigned(trun) : defaults.size();
            int own = (flags & FLAGS) != 0 ? trun.getInt() : leading;
            long shown = time + duration + ((flags & COMPOSITION) != 0 ? offset(trun) : 0);
            if (samples == 0) {
                firstSize = size;
                firstFlags = own;
                firstShown = shown;
            }
            shownTimes.accept(shown);
            from = Math.min(from, shown);
            latest = Math.max(latest, shown);
            lastTicks = ticks;
            duration += ticks;
            bytes += size;
            samples++;
        }
    }

    /**
     * The composition offset of a sample. Version 1 of the box allows negative ones, but players then disagree on the
     * start of the track: ffmpeg adds the largest of these offsets to all times, browsers do not.
     */
    private static long offset(ByteBuffer trun) {
        int offset = trun.getInt();
        if (offset < 0) {
            throw new PackagingException("negative composition offset: " + offset);
        }
        return offset;
    }
}
