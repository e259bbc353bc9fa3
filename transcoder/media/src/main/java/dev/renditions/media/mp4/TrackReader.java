package dev.renditions.media.mp4;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a {@link TrackFile}: {@code ftyp moov sidx (moof mdat)+ mfra?} and nothing else. Use one instance per file. */
final class TrackReader {
    private final String name;
    private final BoxFile file;
    private final List<Box> boxes;

    TrackReader(String name, BoxFile file) throws IOException {
        this.name = name;
        this.file = file;
        this.boxes = file.boxes();
    }

    TrackFile read() throws IOException {
        require(0, "ftyp");
        Box moov = require(1, "moov");
        Box sidx = require(2, "sidx");
        TrackHeader header = TrackHeader.parse(file.payload(moov));
        List<Fragment> fragments = fragments(header);
        SegmentIndex.parse(file.payload(sidx)).requireFor(header, fragments);
        return new TrackFile(name, header, moov.end(), sidx.end(), List.copyOf(fragments));
    }

    private List<Fragment> fragments(TrackHeader header) throws IOException {
        int end = boxes.get(boxes.size() - 1).type().equals("mfra") ? boxes.size() - 1 : boxes.size();
        List<Fragment> fragments = new ArrayList<>();
        long time = 0;
        long presented = 0;
        for (int at = 3; at < end; at += 2) {
            Box moof = require(at, "moof");
            Fragment fragment = FragmentReader.read(moof, require(at + 1, "mdat"), file.payload(moof), header);
            if (fragment.time() != time) {
                throw new PackagingException("the fragment at byte " + moof.start() + " begins at tick "
                        + fragment.time() + ", the previous one ends at " + time);
            }
            requireFollowing(presented, fragment);
            time = fragment.endTime();
            presented = fragment.presented().to();
            fragments.add(fragment);
        }
        if (fragments.isEmpty()) {
            throw new PackagingException("no fragments");
        }
        return fragments;
    }

    /**
     * The first fragment is presented from 0 on, as every player computes it; others begin at the end of the previous
     * one.
     */
    private static void requireFollowing(long end, Fragment fragment) {
        long begin = fragment.presented().from();
        if (begin != end) {
            throw new PackagingException("the fragment at byte " + fragment.start() + " is presented from tick " + begin
                    + " on, not from tick " + end);
        }
    }

    private Box require(int at, String type) {
        if (at >= boxes.size()) {
            throw new PackagingException("the file ends where a box '" + type + "' is expected");
        }
        Box box = boxes.get(at);
        if (!box.type().equals(type)) {
            throw new PackagingException(
                    "a box '" + box.type() + "' at byte " + box.start() + " instead of '" + type + "'");
        }
        return box;
    }
}
