package dev.renditions.media.mp4;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The header of a fragmented MP4 with one track. Immutable.
 *
 * @param timescale ticks per second, above 0
 * @param entry its sample entry
 * @param defaults default values of samples
 */
public record TrackHeader(long timescale, SampleEntry entry, Defaults defaults) {
    /**
     * Values of samples that don't state their own.
     *
     * @param duration in ticks
     * @param size in bytes
     * @param flags see ISO/IEC 14496-12, 8.8.3.1
     */
    record Defaults(long duration, long size, int flags) {}

    /** * Reads a header.
     *
     * @param moov the payload of that box
     * @throws PackagingException if it does not have exactly one track, or is not in the form of this project's outputs
     */
    static TrackHeader parse(ByteBuffer moov) {
        requireNoEdits(BoxReader.one(moov, "trak"));
        return parseEdited(moov);
    }

    /** Reads the header of a track that need not play from its first sample: see {@link #mediaTime}. */
    static TrackHeader parseEdited(ByteBuffer moov) {
        ByteBuffer trak = BoxReader.one(moov, "trak");
        return new TrackHeader(
                timescale(BoxReader.one(trak, "mdia", "mdhd")),
                SampleEntry.parse(BoxReader.one(trak, "mdia", "minf", "stbl", "stsd")),
                defaults(BoxReader.one(moov, "mvex", "trex")));
    }

    /**
     * The media time from which a track plays, in ticks; 0 without an edit list.
     *
     * @throws PackagingException if there are several edits
     */
    static long mediaTime(ByteBuffer moov) {
        Optional<ByteBuffer> edits = BoxReader.maybe(BoxReader.one(moov, "trak"), "edts");
        return edits.isEmpty() ? 0 : onlyEdit(BoxReader.one(edits.get(), "elst"));
    }

    private static long onlyEdit(ByteBuffer elst) {
        int version = BoxReader.version(elst);
        int count = elst.getInt();
        BoxReader.number(elst, version);
        long start = version == 0 ? elst.getInt() : elst.getLong();
        if (count != 1 || start < 0) {
            throw new PackagingException(count + " edits, the first at " + start);
        }
        return start;
    }

    private static long timescale(ByteBuffer mdhd) {
        int version = BoxReader.version(mdhd);
        BoxReader.number(mdhd, version);
        BoxReader.number(mdhd, version);
        long timescale = BoxReader.unsigned(mdhd);
        if (timescale == 0) {
            throw new PackagingException("the timescale is 0");
        }
        return timescale;
    }

    /** An edit list may only state that all media plays, since some players ignore edit lists. */
    private static void requireNoEdits(ByteBuffer trak) {
        Optional<ByteBuffer> edits = BoxReader.maybe(trak, "edts");
        if (edits.isEmpty()) {
            return;
        }
        ByteBuffer elst = BoxReader.one(edits.get(), "elst");
        int version = BoxReader.version(elst);
        int count = elst.getInt();
        BoxReader.number(elst, version);
        long start = version == 0 ? elst.getInt() : elst.getLong();
        if (count != 1 || start != 0) {
            throw new PackagingException(
                    "it does not play from its first sample: " + count + " edits, the first at " + start);
        }
    }

    private static Defaults defaults(ByteBuffer trex) {
        BoxReader.skip(trex, 12);
        return new Defaults(BoxReader.unsigned(trex), BoxReader.unsigned(trex), trex.getInt());
    }
}
