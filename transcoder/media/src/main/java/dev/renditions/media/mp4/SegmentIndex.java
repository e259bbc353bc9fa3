package dev.renditions.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The index before the fragments (ISO/IEC 14496-12, 8.16.3), which DASH players use. Immutable.
 *
 * @param timescale ticks per second
 * @param references one for each fragment
 */
public record SegmentIndex(long timescale, List<Reference> references) {
    /**
     * The value for a fragment that starts with a stream access point of type 1: decoding and presentation both begin
     * with it.
     */
    public static final int ACCESS_POINT = 0x90000000;

    /**
     * The entry of a fragment.
     *
     * @param bytes size of header and data
     * @param ticks its duration
     * @param accessPoint whether it starts with a stream access point, with type and delay: {@link #ACCESS_POINT}
     */
    record Reference(long bytes, long ticks, int accessPoint) {}

    /** * Reads an index.
     *
     * @param sidx the payload of that box
     * @throws PackagingException if it refers to other indexes, or its fragments don't follow it directly
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
            throw new PackagingException("the index begins at tick " + time + " and offset " + offset + ", not at 0");
        }
        List<Reference> references = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            int bytes = sidx.getInt();
            references.add(new Reference(bytes, BoxReader.unsigned(sidx), sidx.getInt()));
            if (bytes < 0) {
                throw new PackagingException("the index refers to other indexes");
            }
        }
        return new SegmentIndex(timescale, List.copyOf(references));
    }

    /**
     * Compares the index with the fragments.
     *
     * @throws PackagingException if they differ
     */
    void requireFor(TrackHeader header, List<Fragment> fragments) {
        if (timescale != header.timescale() || references.size() != fragments.size()) {
            throw new PackagingException("the index has " + references.size() + " fragments at " + timescale
                    + " ticks per second, the file has " + fragments.size() + " at " + header.timescale());
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
