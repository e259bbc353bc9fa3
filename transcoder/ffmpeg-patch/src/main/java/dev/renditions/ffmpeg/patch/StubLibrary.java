package dev.renditions.ffmpeg.patch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A shared library with no functions, or very few, as the bytes of an ELF file.
 *
 * <p>The bundled Linux programs are linked against libraries for screens, sound cards and graphics hardware, which servers and
 * Lambda functions lack. The loader would refuse to start the programs, although they never call these libraries. Functions are
 * bound when they are first called, so the loader is satisfied with an empty library of the right name and versions. A stub also
 * keeps the host's library of the same name out of the process.
 *
 * @param name the name that programs need it by, such as {@code libpulse.so.0}
 * @param versions the symbol versions that programs need from it
 * @param functions its functions, each for one machine
 */
public record StubLibrary(String name, List<String> versions, List<StubFunction> functions) {
    /**
     * The libraries that the Linux bundles need in addition to libc, libm, libgcc and libstdc++. The bundles contain some of them
     * for some machines; the stubs replace those.
     */
    static final List<StubLibrary> FOR_LINUX = List.of(
            new StubLibrary("libpulse.so.0", List.of("PULSE_0")),
            new StubLibrary("libasound.so.2", List.of("ALSA_0.9", "ALSA_0.9.0rc4")),
            new StubLibrary("libudev.so.1", List.of("LIBUDEV_183")),
            // Only libavcodec calls the function, and it needs this library anyway: see OlderGlibc.
            new StubLibrary("libva.so.2", List.of("VA_API_0.33.0"), List.of(StubFunction.LOG2_OF_TWO)),
            new StubLibrary("libva-drm.so.2", List.of()),
            new StubLibrary("libdrm.so.2", List.of()),
            new StubLibrary("libxcb.so.1", List.of()),
            new StubLibrary("libxcb-shm.so.0", List.of()));

    private static final int HEADER = 64;
    private static final int SEGMENT = 56;
    private static final int SYMBOL = 24;
    private static final int VERSION = 28;
    /** The largest page of any Linux on these machines. */
    private static final int PAGE = 0x10000;

    StubLibrary(String name, List<String> versions) {
        this(name, versions, List.of());
    }

    /** The bytes of the library for a machine. Fields are named as in the ELF specification. */
    public byte[] bytes(LinuxMachine machine) {
        List<StubFunction> present =
                functions.stream().filter(f -> f.machine() == machine).toList();
        List<String> defined = new ArrayList<>(List.of(name));
        defined.addAll(versions);
        StringTable strings = new StringTable();
        int definitions = versions.isEmpty() ? 0 : defined.size();
        int segments = present.isEmpty() ? 3 : 4;

        int symbols = HEADER + segments * SEGMENT;
        int hash = symbols + (1 + present.size()) * SYMBOL;
        int verdef = hash + (4 + present.size()) * 4;
        int versym = verdef + definitions * VERSION;
        int code = versym + (1 + present.size()) * 2;
        int dynamic = (code + present.stream().mapToInt(f -> f.bytes().length).sum() + 7) / 8 * 8;
        ByteBuffer body = ByteBuffer.allocate(dynamic - symbols).order(ByteOrder.LITTLE_ENDIAN);
        body.position(SYMBOL);
        int address = PAGE + code;
        for (StubFunction function : present) {
            address += putFunction(body, function, address, strings);
        }
        putHash(body, present.size());
        for (int i = 0; i < definitions; i++) {
            putVersion(body, i, defined.get(i), i + 1 == definitions, strings);
        }
        body.putShort((short) 0);
        present.forEach(function -> body.putShort((short) 1)); // without a version, which matches every needed version
        present.forEach(function -> body.put(function.bytes()));
        List<long[]> entries = new ArrayList<>();
        entries.add(new long[] {14, strings.offset(name)}); // DT_SONAME
        entries.add(new long[] {4, hash}); // DT_HASH
        entries.add(new long[] {6, symbols}); // DT_SYMTAB
        entries.add(new long[] {11, SYMBOL}); // DT_SYMENT
        if (definitions > 0) {
            entries.add(new long[] {0x6ffffff0L, versym}); // DT_VERSYM
            entries.add(new long[] {0x6ffffffcL, verdef}); // DT_VERDEF
            entries.add(new long[] {0x6ffffffdL, definitions}); // DT_VERDEFNUM
        }
        int text = dynamic + (entries.size() + 3) * 16;
        entries.add(new long[] {5, text}); // DT_STRTAB
        entries.add(new long[] {10, strings.length()}); // DT_STRSZ
        entries.add(new long[] {0, 0}); // DT_NULL

        int size = text + strings.length();
        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        putHeader(file, machine, segments);
        putSegment(
                file, 1, 6, 0, 0, size, PAGE); // PT_LOAD, writable: the loader relocates the dynamic section in place
        if (!present.isEmpty()) {
            putSegment(file, 1, 5, code, PAGE, dynamic - code, PAGE); // PT_LOAD of the same page, executable
        }
        putSegment(file, 2, 6, dynamic, 0, entries.size() * 16L, 8); // PT_DYNAMIC
        putSegment(file, 0x6474e551, 6, 0, 0, 0, 16); // PT_GNU_STACK: without it the stack would become executable
        file.position(symbols).put(body.array()).position(dynamic);
        entries.forEach(entry -> file.putLong(entry[0]).putLong(entry[1]));
        return file.put(strings.bytes()).array();
    }

    private static void putHeader(ByteBuffer file, LinuxMachine machine, int segments) {
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        file.putShort((short) 3).putShort(machine.elfNumber()).putInt(1); // ET_DYN
        file.putLong(0).putLong(HEADER).putLong(0).putInt(0);
        file.putShort((short) HEADER).putShort((short) SEGMENT).putShort((short) segments);
        file.putShort((short) HEADER).putShort((short) 0).putShort((short) 0);
    }

    private static void putSegment(
            ByteBuffer file, int type, int flags, long offset, long base, long size, long align) {
        file.putInt(type).putInt(flags).putLong(offset).putLong(base + offset).putLong(base + offset);
        file.putLong(size).putLong(size).putLong(align);
    }

    /** Puts the symbol of a function, and returns the length of its code in bytes. */
    private static int putFunction(ByteBuffer body, StubFunction function, int address, StringTable strings) {
        int size = function.bytes().length;
        body.putInt(strings.offset(function.name()))
                .put((byte) 0x12)
                .put((byte) 0)
                .putShort((short) 1); // STT_FUNC
        body.putLong(address).putLong(size);
        return size;
    }

    /** Puts a hash table with a single bucket, which chains all symbols. */
    private static void putHash(ByteBuffer body, int functions) {
        body.putInt(1).putInt(1 + functions).putInt(functions == 0 ? 0 : 1).putInt(0);
        for (int i = 1; i <= functions; i++) {
            body.putInt(i == functions ? 0 : i + 1);
        }
    }

    private static void putVersion(ByteBuffer body, int index, String version, boolean last, StringTable strings) {
        short base = (short) (index == 0 ? 1 : 0);
        body.putShort((short) 1).putShort(base).putShort((short) (index + 1)).putShort((short) 1);
        body.putInt(hash(version)).putInt(20).putInt(last ? 0 : VERSION);
        body.putInt(strings.offset(version)).putInt(0);
    }

    /** The hash function of the ELF specification. */
    static int hash(String symbol) {
        int hash = 0;
        for (byte b : symbol.getBytes(StandardCharsets.US_ASCII)) {
            hash = (hash << 4) + b;
            int high = hash & 0xf0000000;
            hash ^= high >>> 24;
            hash &= ~high;
        }
        return hash;
    }

    /** Names that each end with a zero byte. The first is empty. */
    private static final class StringTable {
        private final StringBuilder text = new StringBuilder("\0");

        int offset(String string) {
            int at = text.indexOf("\0" + string + "\0");
            if (at >= 0) {
                return at + 1;
            }
            text.append(string).append('\0');
            return text.length() - string.length() - 1;
        }

        int length() {
            return text.length();
        }

        byte[] bytes() {
            return text.toString().getBytes(StandardCharsets.US_ASCII);
        }
    }
}
