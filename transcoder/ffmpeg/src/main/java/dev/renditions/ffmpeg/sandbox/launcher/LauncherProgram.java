package dev.renditions.ffmpeg.sandbox.launcher;

import dev.renditions.ffmpeg.bundle.Platform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * The program that runs ffmpeg in a sandbox: it applies Landlock rules to itself, loads a {@link SeccompFilter} and runs its
 * arguments as a command. Holds the bytes of a static ELF file without libraries, so that it needs no tool of the system. The
 * commented source is in {@code src/main/assembly}. Immutable.
 *
 * @param platform the platform that it runs on
 */
public record LauncherProgram(Platform platform) {
    /** The address that it is loaded at. */
    private static final int BASE = 0x400000;

    private static final int HEADER = 64;
    private static final int SEGMENT = 56;
    private static final int CODE = HEADER + 2 * SEGMENT;

    /** Bytes of the kernel's {@code struct sock_fprog}. */
    private static final int PROGRAM = 16;

    /** {@code launcher-x86_64.s}, assembled. */
    private static final String INTEL = """
            4889e34c8d6424104883ec104c8d2d93010000b89d000000bf01000000be090000000f0585c00f8559010000b89d0000
            00bf26000000be0100000031d24531d24531c00f0585c00f85380100004c8d2df0010000498b3c244885ff0f84240100
            00803f2f0f84db0000004c8d2d5701000041beffff00004c893424b8bc0100004889e7be0800000031d20f0585c07911
            41d1ee4181feff1f000073dbe9e40000004189c74c8d2d3b010000498b34244885f60f84cd0000004983c408803e2d74
            6d31c90fb6063c2f741483e83083f8070f87af0000008d0cc848ffc6ebe54421f148890c24b801010000bf9cffffffba
            000028004531d20f0585c00f888400000089442408b8bd0100004489ffbe010000004889e24531d20f0585c07567b803
            0000008b7c24080f05e976ffffff4c8d2d93000000b8be0100004489ff31f60f0585c075404c8d2dd4000000b89d0000
            00bf16000000be02000000488d150e0100000f0585c0751d4c8d2dd5000000b83b000000498b3c244c89e6488b13488d
            54d3100f05b801000000bf02000000498d7501410fb655000f05b8e7000000bf7d0000000f052172656e646974696f6e
            733a206e6f5f6e65775f707269767320726566757365640a1d72656e646974696f6e733a206c616e646c6f636b207265
            66757365640a3972656e646974696f6e733a206c616e646c6f636b2072756c6520726566757365642c206f7220697473
            2070617468206e6f7420666f756e640a2372656e646974696f6e733a20736563636f6d702066696c7465722072656675
            7365640a2a72656e646974696f6e733a2070726f6772616d206e6f7420666f756e642c206f7220726566757365640a00
            """;

    /** {@code launcher-arm64.s}, assembled. */
    private static final String ARM = """
            f3030091f4430091ff4300d1d50c0010e81480d2200080d2210180d2010000d4200b0035e81480d2c00480d2210080d2
            020080d2030080d2040080d2010000d4200a0035f50f0050800240f9c00900b4010040393fbc007180070054550b0050
            f6ff9fd2f60300f9883780d2e0030091010180d2020080d2010000d4c000f836d6fe41d3e1ff83d2df0201ebc2feff54
            3d000014f703002a750a0010810240f9210700b494220091200040391fb4007100040054020080d2200040391fbc0071
            e000005400c000511f1c0071c8050054020c028b21040091f8ffff174200168ae20300f9080780d2600c80920205a0d2
            030080d2010000d46004f837f803002ae00b00b9a83780d2e003172a210080d2e2030091030080d2010000d440030035
            280780d2e003182a010000d4dbffff17b5040050c83780d2e003172a010080d2010000d400020035b5060050e81480d2
            c00280d2410080d2c2080010010000d420010035f5060050a81b80d2800240f9e10314aa620240f9620e028b42400091
            010000d4080880d2400080d2a1060091a2024039010000d4c80b80d2a00f80d2010000d42172656e646974696f6e733a
            206e6f5f6e65775f707269767320726566757365640a1d72656e646974696f6e733a206c616e646c6f636b2072656675
            7365640a3972656e646974696f6e733a206c616e646c6f636b2072756c6520726566757365642c206f72206974732070
            617468206e6f7420666f756e640a2372656e646974696f6e733a20736563636f6d702066696c74657220726566757365
            640a2a72656e646974696f6e733a2070726f6772616d206e6f7420666f756e642c206f7220726566757365640a000000
            """;

    /** The instructions and messages, whose length is a multiple of eight. */
    public byte[] code() {
        return HexFormat.of().parseHex((arm() ? ARM : INTEL).replace("\n", ""));
    }

    /** The ELF file. */
    public byte[] bytes() {
        byte[] code = code();
        byte[] filter = new SeccompFilter(platform).bytes();
        int program = CODE + code.length;
        int size = program + PROGRAM + filter.length;
        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        file.putShort((short) 2).putShort((short) (arm() ? 183 : 62)).putInt(1); // ET_EXEC
        file.putLong(BASE + CODE).putLong(HEADER).putLong(0).putInt(0);
        file.putShort((short) HEADER).putShort((short) SEGMENT).putShort((short) 2);
        file.putShort((short) HEADER).putShort((short) 0).putShort((short) 0);
        segment(file, 1, 5, BASE, size); // PT_LOAD, readable and executable
        segment(file, 0x6474e551, 6, 0, 0); // PT_GNU_STACK
        file.put(code).putLong(filter.length / SeccompFilter.INSTRUCTION).putLong(BASE + program + PROGRAM);
        return file.put(filter).array();
    }

    private boolean arm() {
        return platform == Platform.LINUX_ARM64;
    }

    private static void segment(ByteBuffer file, int type, int flags, int address, int size) {
        file.putInt(type).putInt(flags).putLong(0).putLong(address).putLong(address);
        file.putLong(size).putLong(size).putLong(0x10000); // the largest page of any Linux on these machines
    }
}
