package dev.renditions.testing;

import static dev.renditions.testing.Boxes.box;
import static dev.renditions.testing.Boxes.full;
import static dev.renditions.testing.Boxes.ints;
import static dev.renditions.testing.Boxes.join;
import static dev.renditions.testing.Boxes.octets;
import static dev.renditions.testing.Boxes.shorts;
import static dev.renditions.testing.Boxes.text;

import dev.renditions.media.Size;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes HEIF files (HEIC, AVIF) after ISO/IEC 23008-12: items, their properties and references. Does not check whether items
 * make sense together. One instance writes one file. Not thread-safe.
 */
public final class HeifWriter {
    public static final String ALPHA = "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha";

    /** Construction method in iloc: the item is stored in the file, or in the box {@code idat}. */
    private static final int IN_FILE = 0;

    private static final int IN_INDEX = 1;

    private record Item(String type, int place, byte[] data, List<Integer> properties) {}

    private final String brand;
    private final List<Item> items = new ArrayList<>();
    private final List<ByteBuffer> properties = new ArrayList<>();
    private final List<byte[]> references = new ArrayList<>();
    private int primary = 1;
    private byte[] dinf = {};
    private int dataReference;
    private int start;

    private HeifWriter(String brand) {
        this.brand = brand;
    }

    /** For images in HEVC. */
    public static HeifWriter heic() {
        return new HeifWriter("heic");
    }

    /** For images in AV1. */
    public static HeifWriter avif() {
        return new HeifWriter("avif");
    }

    /**
     * Adds an item.
     *
     * @param of its property boxes, in this order
     * @return its item ID
     */
    public int item(String type, byte[] data, byte[]... of) {
        return add(type, IN_FILE, data, of);
    }

    private int add(String type, int place, byte[] data, byte[]... of) {
        items.add(new Item(type, place, data, new ArrayList<>()));
        for (byte[] property : of) {
            property(items.size(), property);
        }
        return items.size();
    }

    /** Adds a single image. */
    public int picture(CodedPicture picture) {
        return item(picture.type(), picture.data(), picture.config(), ispe(picture.size()));
    }

    /** Adds an image of tiles, row by row, cropped to its size. */
    public int grid(int columns, int rows, Size size, List<Integer> tiles) {
        byte[] data = join(octets(0, 1, rows - 1, columns - 1), ints(size.width(), size.height()));
        int grid = add("grid", IN_INDEX, data, ispe(size));
        refer("dimg", grid, tiles);
        return grid;
    }

    /** Appends a property to an item. Items share equal properties. */
    public HeifWriter property(int item, byte[] property) {
        int number = properties.indexOf(ByteBuffer.wrap(property)) + 1;
        if (number == 0) {
            properties.add(ByteBuffer.wrap(property));
            number = properties.size();
        }
        items.get(item - 1).properties().add(number);
        return this;
    }

    /** Adds a reference. */
    public HeifWriter refer(String type, int from, List<Integer> to) {
        references.add(box(type, shorts(from, to.size()), shorts(numbers(to))));
        return this;
    }

    /** Makes an item the alpha channel of another one. */
    public HeifWriter alpha(int alpha, int of) {
        property(alpha, full("auxC", 0, 0, text(ALPHA + "\0")));
        return refer("auxl", alpha, List.of(of));
    }

    /** Sets the primary item; the first one by default. */
    public HeifWriter primary(int item) {
        primary = item;
        return this;
    }

    /** Declares that the data of all items are in another file, which these entries of {@code dref} name. */
    public HeifWriter elsewhere(byte[]... entries) {
        dinf = box("dinf", full("dref", 0, 0, ints(entries.length), join(entries)));
        dataReference = 1;
        return this;
    }

    /** Places the data of the items at a byte offset of the file, after the index. */
    public HeifWriter dataAt(int place) {
        start = place;
        return this;
    }

    /** A rotation property, in counterclockwise quarter turns. */
    public static byte[] irot(int quarters) {
        return box("irot", octets(quarters));
    }

    /** A mirroring property: top to bottom (0), or left to right (1). */
    public static byte[] imir(int axis) {
        return box("imir", octets(axis));
    }

    /** A size property. */
    public static byte[] ispe(Size size) {
        return full("ispe", 0, 0, ints(size.width(), size.height()));
    }

    /** The whole file. */
    public byte[] bytes() {
        byte[] ftyp = box("ftyp", text(brand), ints(0), text("mif1" + brand));
        // Offsets have a fixed length, so the length of the index does not depend on them.
        int least = ftyp.length + meta(0).length + 8;
        byte[] free = start == 0 ? new byte[0] : box("free", new byte[start - least - 8]);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        items.stream().filter(item -> item.place() == IN_FILE).map(Item::data).forEach(data::writeBytes);
        return join(ftyp, meta(least + free.length), free, box("mdat", data.toByteArray()));
    }

    /** The index of a file whose data begin at an offset. */
    private byte[] meta(int begin) {
        return full(
                "meta",
                0,
                0,
                full("hdlr", 0, 0, ints(0), text("pict"), new byte[13]),
                dinf,
                full("pitm", 0, 0, shorts(primary)),
                iloc(begin),
                iinf(),
                references.isEmpty() ? new byte[0] : full("iref", 0, 0, references.toArray(new byte[0][])),
                box(
                        "iprp",
                        box("ipco", properties.stream().map(ByteBuffer::array).toArray(byte[][]::new)),
                        ipma()),
                idat());
    }

    private byte[] iloc(int begin) {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        int inFile = begin;
        int inIndex = 0;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            int length = item.data().length;
            entries.writeBytes(shorts(i + 1, item.place(), dataReference, 1));
            entries.writeBytes(ints(item.place() == IN_FILE ? inFile : inIndex, length));
            inFile += item.place() == IN_FILE ? length : 0;
            inIndex += item.place() == IN_INDEX ? length : 0;
        }
        return full("iloc", 1, 0, octets(0x44, 0), shorts(items.size()), entries.toByteArray());
    }

    private byte[] iinf() {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (int i = 0; i < items.size(); i++) {
            entries.writeBytes(
                    full("infe", 2, 0, shorts(i + 1, 0), text(items.get(i).type() + "\0")));
        }
        return full("iinf", 0, 0, shorts(items.size()), entries.toByteArray());
    }

    private byte[] ipma() {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (int i = 0; i < items.size(); i++) {
            int[] numbers = numbers(items.get(i).properties());
            entries.writeBytes(join(shorts(i + 1), octets(numbers.length), shorts(numbers)));
        }
        return full("ipma", 0, 1, ints(items.size()), entries.toByteArray());
    }

    private byte[] idat() {
        byte[][] data = items.stream()
                .filter(item -> item.place() == IN_INDEX)
                .map(Item::data)
                .toArray(byte[][]::new);
        return data.length == 0 ? new byte[0] : box("idat", data);
    }

    private static int[] numbers(List<Integer> numbers) {
        return numbers.stream().mapToInt(number -> number).toArray();
    }
}
