package dev.renditions.media.mp4;

import dev.renditions.media.Orientation;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a HEIF file (HEIC, AVIF) says of its primary picture, which ffprobe does not print: which item it is, how it is turned and
 * which item holds its transparency. After ISO/IEC 23008-12 and 14496-12, 8.11. Immutable.
 *
 * @param primary the item to show
 * @param alpha the item that is its alpha channel; empty if it is opaque
 * @param sequence whether the file holds a sequence of pictures beside it: an animation
 * @param parts how many items the file claims to hold, or how many tiles its pictures are joined from, whichever is more. A tile
 *     counts each time that it is used
 */
public record HeifFile(Item primary, Optional<Item> alpha, boolean sequence, long parts) {
    /**
     * A picture in the file. Immutable.
     *
     * @param number of the item
     * @param orientation how it is turned: by its {@code irot} and {@code imir}, in the order in which they are listed
     * @param rotatedFirst how it would be turned by the last of each, with {@code irot} before {@code imir}: what readers do that
     *     don't keep the order, ffmpeg among them
     */
    public record Item(long number, Orientation orientation, Orientation rotatedFirst) {
        /** What is left to be done to a picture that such a reader has turned. */
        public Orientation rest() {
            return rotatedFirst.inverse().then(orientation);
        }
    }

    private static final Set<String> ALPHA =
            Set.of("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", "urn:mpeg:hevc:2015:auxid:1");

    private static final int LONGEST_NAME =
            ALPHA.stream().mapToInt(String::length).max().orElseThrow();

    /** More top-level boxes than any real file has in front of its index. */
    private static final int MOST_BOXES = 1_000;

    /**
     * Reads the index of a file.
     *
     * @throws PackagingException if it has none that can be read
     * @throws LargeIndexException if it is too large to be read
     * @throws IOException if the file can't be read
     */
    public static HeifFile read(Path file) throws IOException {
        try (BoxFile boxes = BoxFile.open(file)) {
            ByteBuffer meta = null;
            boolean sequence = false;
            long at = 0;
            for (int i = 0; i < MOST_BOXES && at < boxes.size(); i++) {
                Optional<Box> next = next(boxes, at, meta != null);
                if (next.isEmpty()) {
                    break;
                }
                Box box = next.get();
                if (box.type().equals("meta") && meta == null) {
                    meta = index(boxes, box);
                }
                sequence |= box.type().equals("moov");
                at = box.end();
            }
            if (meta == null) {
                throw new PackagingException("no box 'meta'");
            }
            return new Reader(meta).read(sequence);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new PackagingException("a box that ends early", e);
        }
    }

    /**
     * The next box. Behind the index, one that does not end within the file is the last: its size may be 0, which means that it
     * ends with the file, the file may be cut short, or something else may follow.
     */
    private static Optional<Box> next(BoxFile boxes, long at, boolean indexed) throws IOException {
        try {
            return Optional.of(boxes.boxAt(at));
        } catch (PackagingException e) {
            if (indexed) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static ByteBuffer index(BoxFile boxes, Box meta) throws IOException {
        if (meta.size() > BoxFile.MAX_PAYLOAD) {
            throw new LargeIndexException(meta.size(), BoxFile.MAX_PAYLOAD);
        }
        return boxes.payload(meta);
    }

    /** Reads the boxes within {@code meta}. For one file. */
    private static final class Reader {
        private final ByteBuffer meta;
        private final List<Property> properties = new ArrayList<>();
        private final Map<Long, List<Integer>> associations = new HashMap<>();

        Reader(ByteBuffer meta) {
            BoxReader.version(meta);
            this.meta = meta.slice();
        }

        /** A property of items: its type and what is in it. */
        private record Property(String type, ByteBuffer payload) {}

        HeifFile read(boolean sequence) {
            ByteBuffer pitm = BoxReader.one(meta, "pitm");
            long primary = item(pitm, BoxReader.version(pitm));
            readProperties();
            return new HeifFile(picture(primary), alpha(primary).map(this::picture), sequence, parts());
        }

        private long parts() {
            Optional<ByteBuffer> iinf = BoxReader.maybe(meta, "iinf");
            long items = iinf.isPresent() ? item(iinf.get(), BoxReader.version(iinf.get())) : 0;
            return Math.max(
                    items, BoxReader.maybe(meta, "iref").map(Reader::tiles).orElse(0L));
        }

        private static long tiles(ByteBuffer iref) {
            int version = BoxReader.version(iref);
            long tiles = 0;
            for (ByteBuffer reference : BoxReader.all(iref, "dimg")) {
                item(reference, version);
                tiles += Short.toUnsignedLong(reference.getShort());
            }
            return tiles;
        }

        private void readProperties() {
            ByteBuffer iprp = BoxReader.one(meta, "iprp");
            ByteBuffer ipco = BoxReader.one(iprp, "ipco");
            for (BoxReader.Atom atom : BoxReader.all(ipco)) {
                properties.add(new Property(atom.type(), atom.payload()));
            }
            for (ByteBuffer ipma : BoxReader.all(iprp, "ipma")) {
                readAssociations(ipma);
            }
        }

        private void readAssociations(ByteBuffer ipma) {
            int head = ipma.getInt();
            int version = head >>> 24;
            boolean wide = (head & 1) != 0;
            long items = BoxReader.unsigned(ipma);
            for (long i = 0; i < items; i++) {
                long item = item(ipma, version);
                int count = ipma.get() & 0xFF;
                List<Integer> indexes = associations.computeIfAbsent(item, k -> new ArrayList<>());
                for (int j = 0; j < count; j++) {
                    indexes.add(wide ? ipma.getShort() & 0x7FFF : ipma.get() & 0x7F);
                }
            }
        }

        /** The number of an item, or of items. */
        private static long item(ByteBuffer box, int version) {
            return version == 0 ? Short.toUnsignedLong(box.getShort()) : BoxReader.unsigned(box);
        }

        /** Those of an item, in the order in which they apply. */
        private List<Property> properties(long item) {
            return associations.getOrDefault(item, List.of()).stream()
                    .filter(index -> index > 0 && index <= properties.size())
                    .map(index -> properties.get(index - 1))
                    .toList();
        }

        private Item picture(long item) {
            Orientation orientation = Orientation.UPRIGHT;
            Orientation rotation = Orientation.UPRIGHT;
            Orientation mirror = Orientation.UPRIGHT;
            for (Property property : properties(item)) {
                if (property.type().equals("irot")) {
                    int counterclockwise = (property.payload().get(0) & 3) * 90;
                    rotation = Orientation.of((360 - counterclockwise) % 360, false);
                    orientation = orientation.then(rotation);
                } else if (property.type().equals("imir")) {
                    boolean leftToRight = (property.payload().get(0) & 1) == 1;
                    mirror = leftToRight ? Orientation.MIRRORED : Orientation.FLIPPED;
                    orientation = orientation.then(mirror);
                }
            }
            return new Item(item, orientation, rotation.then(mirror));
        }

        /** The item that says it is the auxiliary picture of the primary one, and that it is its transparency. */
        private Optional<Long> alpha(long primary) {
            return BoxReader.maybe(meta, "iref").map(iref -> auxiliaries(iref, primary)).orElse(Set.of()).stream()
                    .filter(this::isAlpha)
                    .findFirst();
        }

        private static Set<Long> auxiliaries(ByteBuffer iref, long primary) {
            int version = BoxReader.version(iref);
            Set<Long> items = new LinkedHashSet<>();
            for (ByteBuffer reference : BoxReader.all(iref, "auxl")) {
                long from = item(reference, version);
                int count = Short.toUnsignedInt(reference.getShort());
                for (int i = 0; i < count; i++) {
                    if (item(reference, version) == primary) {
                        items.add(from);
                    }
                }
            }
            return items;
        }

        private boolean isAlpha(long item) {
            return properties(item).stream()
                    .filter(property -> property.type().equals("auxC"))
                    .anyMatch(property -> ALPHA.contains(text(property.payload())));
        }

        /** The name in it, as far as it may be one of ours: any number of items may have one of any length. */
        private static String text(ByteBuffer auxC) {
            ByteBuffer rest = auxC.duplicate();
            BoxReader.version(rest);
            StringBuilder text = new StringBuilder();
            while (rest.hasRemaining() && text.length() <= LONGEST_NAME) {
                byte next = rest.get();
                if (next == 0) {
                    break;
                }
                text.append((char) (next & 0xFF));
            }
            return text.toString();
        }
    }
}
