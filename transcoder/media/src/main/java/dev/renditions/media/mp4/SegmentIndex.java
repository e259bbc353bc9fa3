package dev.renditions.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The index in front of the fragments (ISO/IEC 14496-12, 8.16.3), which players of DASH go by. Immutable.
 *
 * @param timescale ticks a second
 * @param references one for each fragment
 */
public record SegmentIndex(long timescale, List<Reference> references) {
    /** Of a fragment that starts with a stream access point of type 1: decoding and presentation both begin with it. */
    public static final int ACCESS_POINT = 0x90000000;

    /**
     * What it says of a fragment.
     *
     * @param bytes header and data
     * @param ticks how long it plays
     * @param accessPoint whether it starts with a stream access point, of which type, and how late: {@link #ACCESS_POINT}
     */
    record Reference(long bytes, long ticks, int accessPoint) {}

    /**
     * Reads it.
     *
     * @param sidx the payload of that box
     * @throws PackagingException if it points to other indexes, or begins elsewhere than right behind itself
     */
    static SegmentIndex parse(ByteBuffer sidx) {
        int version = BoxReader.version(sidx);
        BoxReader.skip(sidx, 4);
        long timescale = BoxReader.unsigned(sidx);
        long time = BoxReader.number(sidx, version);
        long offset = BoxReader.number(sidx, version);
        BoxReader.skip(sidx, 2);
        int count = Short.toUnsignedInt(sidx.getShort());
        if (time != 0 || offset != 0) {
            throw new PackagingException("an index that begins at tick " + time + " and " + offset + " bytes on");
        }
        List<Reference> references = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            int bytes = sidx.getInt();
            references.add(new Reference(bytes, BoxReader.unsigned(sidx), sidx.getInt()));
            if (bytes < 0) {
                throw new PackagingException("an index of indexes");
            }
        }
        return new SegmentIndex(timescale, List.copyOf(references));
    }

    /**
     * Holds it against what is there.
     *
     * @throws PackagingException if it says anything else of the fragments than they say themselves
     */
    void requireFor(TrackHeader header, List<Fragment> fragments) {
        if (timescale != header.timescale() || references.size() != fragments.size()) {
            throw new PackagingException("an index of " + references.size() + " fragments at " + timescale
                    + " ticks, where " + fragments.size() + " at " + header.timescale() + " are");
        }
        for (int at = 0; at < references.size(); at++) {
            Fragment fragment = fragments.get(at);
            Reference said = references.get(at);
            long played = fragment.presented().to() - fragment.presented().from();
            if (said.bytes() != fragment.end() - fragment.start() || said.ticks() != played) {
                throw new PackagingException("the index says " + said + " of the fragment at byte " + fragment.start()
                        + ", which has " + (fragment.end() - fragment.start()) + " bytes and " + played + " ticks");
            }
            if (said.accessPoint() != ACCESS_POINT || !fragment.presented().inOrder()) {
                throw new PackagingException("the fragment at byte " + fragment.start()
                        + " does not start with a stream access point of type 1, or the index does not say so");
            }
        }
    }
}
