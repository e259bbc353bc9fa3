package dev.renditions.media.mp4;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the header of a fragmented MP4 says of its one track. Immutable.
 *
 * @param timescale ticks a second, above 0
 * @param entry what its samples are
 * @param defaults what fragments leave unsaid
 */
public record TrackHeader(long timescale, SampleEntry entry, Defaults defaults) {
    /**
     * What holds for samples that say nothing else.
     *
     * @param duration in ticks
     * @param size in bytes
     * @param flags of ISO/IEC 14496-12, 8.8.3.1
     */
    record Defaults(long duration, long size, int flags) {}

    /**
     * Reads it.
     *
     * @param moov the payload of that box
     * @throws PackagingException if it has not one track, or what we do not make
     */
    static TrackHeader parse(ByteBuffer moov) {
        ByteBuffer trak = Atoms.one(moov, "trak");
        requireNoEdits(trak);
        return new TrackHeader(
                timescale(Atoms.one(trak, "mdia", "mdhd")),
                SampleEntry.parse(Atoms.one(trak, "mdia", "minf", "stbl", "stsd")),
                defaults(Atoms.one(moov, "mvex", "trex")));
    }

    private static long timescale(ByteBuffer mdhd) {
        int version = Atoms.version(mdhd);
        Atoms.number(mdhd, version);
        Atoms.number(mdhd, version);
        long timescale = Atoms.unsigned(mdhd);
        if (timescale == 0) {
            throw new PackagingException("no ticks in a second");
        }
        return timescale;
    }

    /** An edit list may say that all of the media plays, and nothing else: some players pass over it. */
    private static void requireNoEdits(ByteBuffer trak) {
        Optional<ByteBuffer> edits = Atoms.maybe(trak, "edts");
        if (edits.isEmpty()) {
            return;
        }
        ByteBuffer elst = Atoms.one(edits.get(), "elst");
        int version = Atoms.version(elst);
        int count = elst.getInt();
        Atoms.number(elst, version);
        long start = version == 0 ? elst.getInt() : elst.getLong();
        if (count != 1 || start != 0) {
            throw new PackagingException(
                    "it does not play from its first sample on: " + count + " edits, the first at " + start);
        }
    }

    private static Defaults defaults(ByteBuffer trex) {
        Atoms.skip(trex, 12);
        return new Defaults(Atoms.unsigned(trex), Atoms.unsigned(trex), trex.getInt());
    }
}
