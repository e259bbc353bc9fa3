package dev.renditions.ffmpeg.patch;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Linux program or library, 64-bit and little-endian: the libraries and symbol versions that it needs. They are changed in
 * place, without making the file longer. Fields are named as in the ELF specification. For one thread.
 */
final class ElfFile implements Closeable {
    private static final int DYNAMIC = 6;
    private static final int DYNSYM = 11;
    private static final int VERNEED = 0x6ffffffe;
    private static final int VERSYM = 0x6fffffff;
    private static final long DT_NEEDED = 1;
    private static final long DT_RPATH = 15;
    private static final long DT_RUNPATH = 29;

    private static final int HEADER = 64;
    private static final int SYMBOL = 24;

    /**
     * One symbol version that the file needs from a library.
     *
     * @param library the library, such as {@code libm.so.6}
     * @param version the version, such as {@code GLIBC_2.35}
     * @param index the index that marks symbols of that version
     * @param entry the offset of its entry in the file
     */
    record NeededVersion(String library, String version, int index, long entry) {}

    private record Section(int type, long offset, long size, int link) {}

    private final FileChannel file;
    private final List<Section> sections;

    private ElfFile(FileChannel file, List<Section> sections) {
        this.file = file;
        this.sections = sections;
    }

    /** Opens a file for changes; empty if it is not such a program or library. */
    static Optional<ElfFile> open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean opened = false;
        try {
            if (file.size() < HEADER) {
                return Optional.empty();
            }
            ByteBuffer header = read(file, 0, HEADER);
            if (header.getInt(0) != 0x464c457f || header.getShort(4) != 0x0102) {
                return Optional.empty();
            }
            ElfFile elf = new ElfFile(file, sections(file, header));
            opened = true;
            return Optional.of(elf);
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    /** The names of the libraries that the loader must find for it. */
    List<String> neededLibraries() throws IOException {
        List<String> names = new ArrayList<>();
        for (Section dynamic : ofType(DYNAMIC)) {
            ByteBuffer entries = contents(dynamic);
            ByteBuffer strings = strings(dynamic);
            while (entries.remaining() >= 16) {
                long tag = entries.getLong();
                long value = entries.getLong();
                if (tag == DT_NEEDED) {
                    names.add(string(strings, (int) value));
                }
            }
        }
        return names;
    }

    /** All symbol versions that it needs from libraries. */
    List<NeededVersion> neededVersions() throws IOException {
        List<NeededVersion> versions = new ArrayList<>();
        for (Section need : ofType(VERNEED)) {
            ByteBuffer bytes = contents(need);
            ByteBuffer strings = strings(need);
            int library = 0;
            int next;
            do {
                String name = string(strings, bytes.getInt(library + 4));
                int entry = library + bytes.getInt(library + 8);
                for (int i = bytes.getShort(library + 2); i > 0; i--) {
                    String version = string(strings, bytes.getInt(entry + 8));
                    versions.add(new NeededVersion(
                            name, version, bytes.getShort(entry + 6) & 0x7fff, need.offset() + entry));
                    entry += bytes.getInt(entry + 12);
                }
                next = bytes.getInt(library + 12);
                library += next;
            } while (next != 0);
        }
        return versions;
    }

    /** The functions and variables that it needs in a version. */
    List<String> symbols(NeededVersion needed) throws IOException {
        List<String> names = new ArrayList<>();
        for (Section versions : ofType(VERSYM)) {
            ByteBuffer marks = contents(versions);
            Section table = sections.get(versions.link());
            if (table.type() != DYNSYM) {
                throw new IOException("the table of symbol versions does not refer to the symbol table");
            }
            ByteBuffer symbols = contents(table);
            ByteBuffer strings = strings(table);
            for (int i = 0; marks.remaining() >= 2; i++) {
                if ((marks.getShort() & 0x7fff) == needed.index()) {
                    names.add(string(strings, symbols.getInt(i * SYMBOL)));
                }
            }
        }
        return names;
    }

    /**
     * Replaces a needed version by another one, which the file must need already: its name has to be in the file.
     *
     * @return false if the file does not need the other version
     */
    boolean change(NeededVersion needed, String version) throws IOException {
        for (NeededVersion other : neededVersions()) {
            if (other.version().equals(version)) {
                ByteBuffer copied = read(file, other.entry(), 16);
                ByteBuffer changed = read(file, needed.entry(), 16);
                changed.putInt(0, copied.getInt(0)).putInt(8, copied.getInt(8));
                write(changed, needed.entry());
                return true;
            }
        }
        return false;
    }

    /**
     * Makes the search path of the file apply to the libraries of its libraries, too, by turning {@code DT_RUNPATH} into
     * {@code DT_RPATH}. This works only for the search path of the program.
     */
    void shareSearchPath() throws IOException {
        for (Section dynamic : ofType(DYNAMIC)) {
            ByteBuffer entries = contents(dynamic);
            for (int at = 0; at + 16 <= entries.limit(); at += 16) {
                if (entries.getLong(at) == DT_RUNPATH) {
                    entries.putLong(at, DT_RPATH);
                }
            }
            write(entries, dynamic.offset());
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private List<Section> ofType(int type) {
        return sections.stream().filter(section -> section.type() == type).toList();
    }

    private ByteBuffer contents(Section section) throws IOException {
        return read(file, section.offset(), Math.toIntExact(section.size()));
    }

    private ByteBuffer strings(Section section) throws IOException {
        return contents(sections.get(section.link()));
    }

    private static String string(ByteBuffer strings, int at) {
        int end = at;
        while (strings.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - at];
        strings.get(at, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static List<Section> sections(FileChannel file, ByteBuffer header) throws IOException {
        List<Section> sections = new ArrayList<>();
        int length = header.getShort(58);
        for (int i = 0; i < header.getShort(60); i++) {
            ByteBuffer section = read(file, header.getLong(40) + (long) i * length, length);
            sections.add(new Section(section.getInt(4), section.getLong(24), section.getLong(32), section.getInt(40)));
        }
        return sections;
    }

    private static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException("the file is truncated: it ends at byte " + (at + bytes.position()));
            }
        }
        return bytes.flip();
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        bytes.rewind();
        while (bytes.hasRemaining()) {
            file.write(bytes, at + bytes.position());
        }
    }
}
