package dev.renditions.oracle.input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Builds HEIC and AVIF stills from the frames of an MP4. Several frames become the tiles of one image. */
public final class Heif {
    private static final int FIRST_TILE = 2;

    private final String codec;
    private final byte[] configuration;
    private final List<byte[]> frames;
    private final int width;
    private final int height;
    private final List<byte[]> transforms = new ArrayList<>();

    /**
     * Takes the frames of an MP4.
     *
     * @param width stored width of the whole image
     * @param height stored height of the whole image
     */
    public Heif(byte[] mp4, int width, int height) {
        boolean hevc = indexOf(mp4, "hvcC") >= 0;
        this.codec = hevc ? "hvc1" : "av01";
        this.configuration = box(mp4, indexOf(mp4, hevc ? "hvcC" : "av1C") - 4);
        this.frames = frames(mp4);
        this.width = width;
        this.height = height;
    }

    /** Adds an anticlockwise rotation, in quarter turns. */
    public Heif turned(int quarters) {
        transforms.add(box("irot", new byte[] {(byte) quarters}));
        return this;
    }

    /** Adds a mirroring, of left and right or of top and bottom. */
    public Heif mirrored(boolean leftAndRight) {
        transforms.add(box("imir", new byte[] {(byte) (leftAndRight ? 1 : 0)}));
        return this;
    }

    /** The file. */
    public byte[] bytes() throws IOException {
        String brand = codec.equals("hvc1") ? "heic" : "avif";
        byte[] type = box("ftyp", (brand + "\0\0\0\0" + "mif1" + brand + "miaf").getBytes(StandardCharsets.US_ASCII));
        // Offsets have a fixed size, so the length does not depend on their values.
        int begin = type.length + meta(0).length + 8;
        return joined(type, meta(begin), box("mdat", data()));
    }

    private boolean tiled() {
        return frames.size() > 1;
    }

    private byte[] data() throws IOException {
        byte[] all = joined(frames.toArray(byte[][]::new));
        return tiled() ? joined(grid(), all) : all;
    }

    private byte[] grid() {
        return ByteBuffer.allocate(8)
                .put(new byte[] {0, 0, 0, (byte) (frames.size() - 1)})
                .putShort((short) width)
                .putShort((short) height)
                .array();
    }

    private byte[] meta(int begin) throws IOException {
        byte[] handler = full("hdlr", joined(new byte[4], "pict".getBytes(StandardCharsets.US_ASCII), new byte[13]));
        byte[] primary = full("pitm", new byte[] {0, 1});
        byte[] references = tiled() ? references() : new byte[0];
        return full("meta", joined(handler, primary, locations(begin), information(), references, properties()));
    }

    private byte[] locations(int begin) {
        List<Integer> lengths = new ArrayList<>();
        if (tiled()) {
            lengths.add(grid().length);
        }
        frames.forEach(frame -> lengths.add(frame.length));
        ByteBuffer items = ByteBuffer.allocate(4 + 14 * lengths.size());
        items.put((byte) 0x44).put((byte) 0).putShort((short) lengths.size());
        int at = begin;
        for (int i = 0; i < lengths.size(); i++) {
            items.putShort((short) (i + 1))
                    .putShort((short) 0)
                    .putShort((short) 1)
                    .putInt(at)
                    .putInt(lengths.get(i));
            at += lengths.get(i);
        }
        return full("iloc", items.array());
    }

    private byte[] information() throws IOException {
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        int count = tiled() ? frames.size() + 1 : 1;
        items.write(new byte[] {0, (byte) count});
        for (int id = 1; id <= count; id++) {
            String kind = tiled() && id == 1 ? "grid" : codec;
            byte hidden = (byte) (id == 1 ? 0 : 1);
            byte[] entry = joined(
                    new byte[] {2, 0, 0, hidden, 0, (byte) id, 0, 0},
                    kind.getBytes(StandardCharsets.US_ASCII),
                    new byte[1]);
            items.write(box("infe", entry));
        }
        return full("iinf", items.toByteArray());
    }

    private byte[] references() throws IOException {
        ByteBuffer tiles = ByteBuffer.allocate(4 + 2 * frames.size());
        tiles.putShort((short) 1).putShort((short) frames.size());
        for (int i = 0; i < frames.size(); i++) {
            tiles.putShort((short) (FIRST_TILE + i));
        }
        return full("iref", box("dimg", tiles.array()));
    }

    /** In this order: the configuration, the size of the image, the size of a tile, and the transforms. */
    private byte[] properties() throws IOException {
        int columns = frames.size();
        byte[] all = joined(transforms.toArray(byte[][]::new));
        byte[] container = box("ipco", joined(configuration, size(width, height), size(width / columns, height), all));
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        items.write(new byte[] {0, 0, 0, (byte) (tiled() ? frames.size() + 1 : 1)});
        items.write(new byte[] {0, 1, (byte) ((tiled() ? 1 : 2) + transforms.size())});
        items.write(tiled() ? new byte[] {2} : new byte[] {(byte) 0x81, 2});
        for (int i = 0; i < transforms.size(); i++) {
            items.write(0x80 | (4 + i));
        }
        for (int i = 0; tiled() && i < frames.size(); i++) {
            items.write(new byte[] {0, (byte) (FIRST_TILE + i), 2, (byte) 0x81, 3});
        }
        return box("iprp", joined(container, full("ipma", items.toByteArray())));
    }

    private static byte[] size(int width, int height) {
        return full("ispe", ByteBuffer.allocate(8).putInt(width).putInt(height).array());
    }

    /** Splits by the sizes in the sample table; the frames are contiguous. */
    private static List<byte[]> frames(byte[] mp4) {
        ByteBuffer bytes = ByteBuffer.wrap(mp4);
        int sizes = indexOf(mp4, "stsz") + 8;
        int same = bytes.getInt(sizes);
        int count = bytes.getInt(sizes + 4);
        int at = bytes.getInt(indexOf(mp4, "stco") + 12);
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] frame = new byte[same > 0 ? same : bytes.getInt(sizes + 8 + 4 * i)];
            bytes.get(at, frame);
            frames.add(frame);
            at += frame.length;
        }
        return frames;
    }

    private static int indexOf(byte[] bytes, String name) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(name);
    }

    private static byte[] box(byte[] bytes, int at) {
        byte[] box = new byte[ByteBuffer.wrap(bytes).getInt(at)];
        System.arraycopy(bytes, at, box, 0, box.length);
        return box;
    }

    private static byte[] box(String name, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .putInt(8 + content.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
    }

    private static byte[] full(String name, byte[] content) {
        return box(
                name,
                ByteBuffer.allocate(4 + content.length).putInt(0).put(content).array());
    }

    private static byte[] joined(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }
}
