package dev.renditions.media.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The boxes within a box that is in memory. What they return are views from the payload's first byte to its last. */
final class BoxReader {
    private static final int HEADER = 8;

    /** In names of boxes, which messages quote: one could otherwise break a line or steer a terminal. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}]");

    private BoxReader() {}

    /** Four characters, and the buffer moves past them. */
    static String type(ByteBuffer bytes) {
        byte[] type = new byte[4];
        bytes.get(type);
        return UNPRINTABLE
                .matcher(new String(type, StandardCharsets.ISO_8859_1))
                .replaceAll("\uFFFD");
    }

    /**
     * All boxes of a type, in order.
     *
     * @throws PackagingException if the boxes don't fill their container, each whole
     */
    static List<ByteBuffer> all(ByteBuffer container, String type) {
        return all(container).stream()
                .filter(atom -> atom.type().equals(type))
                .map(Atom::payload)
                .toList();
    }

    /** A box within another: its four characters and what is in it. */
    record Atom(String type, ByteBuffer payload) {}

    /** The same for boxes of all types. */
    static List<Atom> all(ByteBuffer container) {
        List<Atom> found = new ArrayList<>();
        ByteBuffer rest = container.slice();
        while (rest.hasRemaining()) {
            if (rest.remaining() < HEADER) {
                throw new PackagingException(rest.remaining() + " bytes too many before the end of a box");
            }
            long size = Integer.toUnsignedLong(rest.getInt());
            String name = type(rest);
            if (size < HEADER || size - HEADER > rest.remaining()) {
                throw new PackagingException("a box '" + name + "' of " + size + " bytes does not fit its container");
            }
            ByteBuffer payload = rest.slice(rest.position(), (int) size - HEADER);
            rest.position(rest.position() + payload.remaining());
            found.add(new Atom(name, payload));
        }
        return found;
    }

    /** The one box of a type, if there is one. */
    static Optional<ByteBuffer> maybe(ByteBuffer container, String type) {
        List<ByteBuffer> found = all(container, type);
        if (found.size() > 1) {
            throw new PackagingException(found.size() + " boxes '" + type + "', where one is allowed");
        }
        return found.stream().findFirst();
    }

    /**
     * The one box at the end of a path.
     *
     * @throws PackagingException if there is none, or there are several
     */
    static ByteBuffer one(ByteBuffer container, String... path) {
        ByteBuffer box = container;
        for (String type : path) {
            box = maybe(box, type)
                    .orElseThrow(() -> new PackagingException("no box '" + type + "' of " + String.join("/", path)));
        }
        return box;
    }

    /** The version of a full box; the buffer moves past its flags. */
    static int version(ByteBuffer box) {
        return box.getInt() >>> 24;
    }

    /** A number of 32 bits, or of 64 in later versions of a box. */
    static long number(ByteBuffer box, int version) {
        long number = version == 0 ? Integer.toUnsignedLong(box.getInt()) : box.getLong();
        if (number < 0) {
            throw new PackagingException("a number past 63 bits");
        }
        return number;
    }

    /** A number of 32 bits without a sign. */
    static long unsigned(ByteBuffer box) {
        return Integer.toUnsignedLong(box.getInt());
    }

    /** Moves past some bytes. */
    static void skip(ByteBuffer box, int bytes) {
        if (box.remaining() < bytes) {
            throw new PackagingException("a box that ends early");
        }
        box.position(box.position() + bytes);
    }
}
