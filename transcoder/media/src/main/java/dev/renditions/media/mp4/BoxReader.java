package dev.renditions.media.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the boxes inside a box in memory. Returns views of their payloads. */
final class BoxReader {
    private static final int HEADER = 8;

    /**
     * Characters that are replaced in box types, since messages quote them: they could break a line or control a
     * terminal.
     */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}]");

    private BoxReader() {}

    /** Reads a box type of four characters. */
    static String type(ByteBuffer bytes) {
        byte[] type = new byte[4];
        bytes.get(type);
        return UNPRINTABLE
                .matcher(new String(type, StandardCharsets.ISO_8859_1))
                .replaceAll("\uFFFD");
    }

    /**
     * All child boxes of a type, in order.
     *
     * @throws PackagingException if the boxes don't exactly fill their container
     */
    static List<ByteBuffer> all(ByteBuffer container, String type) {
        return all(container).stream()
                .filter(box -> box.type().equals(type))
                .map(ChildBox::payload)
                .toList();
    }

    /** A child box: its type and payload. */
    record ChildBox(String type, ByteBuffer payload) {}

    /** All child boxes, in order. */
    static List<ChildBox> all(ByteBuffer container) {
        List<ChildBox> found = new ArrayList<>();
        ByteBuffer rest = container.slice();
        while (rest.hasRemaining()) {
            if (rest.remaining() < HEADER) {
                throw new PackagingException(rest.remaining() + " excess bytes at the end of a box");
            }
            long size = Integer.toUnsignedLong(rest.getInt());
            String name = type(rest);
            if (size < HEADER || size - HEADER > rest.remaining()) {
                throw new PackagingException("a box '" + name + "' of " + size + " bytes exceeds its container");
            }
            ByteBuffer payload = rest.slice(rest.position(), (int) size - HEADER);
            rest.position(rest.position() + payload.remaining());
            found.add(new ChildBox(name, payload));
        }
        return found;
    }

    /** The only child box of a type; empty if absent. */
    static Optional<ByteBuffer> maybe(ByteBuffer container, String type) {
        List<ByteBuffer> found = all(container, type);
        if (found.size() > 1) {
            throw new PackagingException(found.size() + " boxes '" + type + "'; only one is allowed");
        }
        return found.stream().findFirst();
    }

    /**
     * The only box at the end of a path.
     *
     * @throws PackagingException if it is absent, or there are several
     */
    static ByteBuffer one(ByteBuffer container, String... path) {
        ByteBuffer box = container;
        for (String type : path) {
            box = maybe(box, type)
                    .orElseThrow(() ->
                            new PackagingException("no box '" + type + "' in the path " + String.join("/", path)));
        }
        return box;
    }

    /** Reads the version of a full box and skips its flags. */
    static int version(ByteBuffer box) {
        return box.getInt() >>> 24;
    }

    /** Reads a number of 32 bits, or of 64 bits in later versions of a box. */
    static long number(ByteBuffer box, int version) {
        long number = version == 0 ? Integer.toUnsignedLong(box.getInt()) : box.getLong();
        if (number < 0) {
            throw new PackagingException("a number exceeds 63 bits");
        }
        return number;
    }

    /** Reads an unsigned number of 32 bits. */
    static long unsigned(ByteBuffer box) {
        return Integer.toUnsignedLong(box.getInt());
    }

    /** Skips bytes. */
    static void skip(ByteBuffer box, int bytes) {
        if (box.remaining() < bytes) {
            throw new PackagingException("a box that ends early");
        }
        box.position(box.position() + bytes);
    }
}
