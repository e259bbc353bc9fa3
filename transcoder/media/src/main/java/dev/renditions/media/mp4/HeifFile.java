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
 * Facts about the primary image of a HEIF file (HEIC, AVIF) that ffprobe does not print: its item, its rotation and the
 * item of its alpha channel (ISO/IEC 23008-12 and 14496-12, 8.11). Immutable.
 *
 * @param primary the displayed item
 * @param alpha the item of its alpha channel; empty if it is opaque
 * @param sequence whether the file also contains an image sequence: an animation
 * @param parts the number of items that the file claims, or of tiles that its images consist of, whichever is larger. A
 *     tile counts each time it is used
 */
public record HeifFile(Item primary, Optional<Item> alpha, boolean sequence, long parts) {
    /**
     * An image item in the file. Immutable.
     *
     * @param number item number
     * @param orientation its orientation: {@code irot} and {@code imir} in the order in which they are listed
     * @param rotatedFirst its orientation with the last {@code irot} before the last {@code imir}, as applied by
     *     readers that ignore the order, such as ffmpeg
     */
    public record Item(long number, Orientation orientation, Orientation rotatedFirst) {
        /** The correction for an image that such a reader has rotated. */
        public Orientation rest() {
            return rotatedFirst.inverse().then(orientation);
        }
    }

    private static final Set<String> ALPHA =
            Set.of("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", "urn:mpeg:hevc:2015:auxid:1");

    private static final int LONGEST_NAME =
            ALPHA.stream().mapToInt(String::length).max().orElseThrow();

    /** More top-level boxes than any real file has before its index. */
    private static final int MOST_BOXES = 1_000;

    /**
     * Reads the index of a file.
     *
     * @throws PackagingException if it has no readable index
     * @throws LargeIndexException if the index is too large
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
            throw new PackagingException("a box ends early", e);
        }
    }

    /**
     * The next box. After the index, a box that does not end within the file is the last: its size may be 0, which
     * means that it extends to the end of the file, the file may be truncated, or foreign data may follow.
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

    /** Reads the boxes in {@code meta}. Use one instance per file. */
    private static final class Reader {
        private final ByteBuffer meta;
        private final List<Property> properties = new ArrayList<>();
        private final Map<Long, List<Integer>> associations = new HashMap<>();

        Reader(ByteBuffer meta) {
            BoxReader.version(meta);
            this.meta = meta.slice();
        }

        /** An item property: its type and payload. */
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
            for (BoxReader.ChildBox child : BoxReader.all(ipco)) {
                properties.add(new Property(child.type(), child.payload()));
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

        /** Reads an item number or a number of items. */
        private static long item(ByteBuffer box, int version) {
            return version == 0 ? Short.toUnsignedLong(box.getShort()) : BoxReader.unsigned(box);
        }

        /** The properties of an item, in the order of application. */
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

        /** The item that is marked as the auxiliary image of the primary item and as its alpha channel. */
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

        /**
         * The name in it, up to the length of the known names, since a file may have any number of items with names of
         * any length.
         */
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
