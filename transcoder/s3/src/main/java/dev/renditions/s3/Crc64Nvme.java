package dev.renditions.s3;

import java.util.Base64;
import java.util.zip.Checksum;

/**
 * CRC-64/NVME, the checksum for which S3 combines the checksums of an upload's parts into that of the whole object. The
 * SDK implements it only in native code, in a library ten times the size of this program. Processes eight bytes at a
 * time, with a table for each. For one thread.
 */
final class Crc64Nvme implements Checksum {
    /** The polynomial 0xAD93D23594C93659 with its bits reversed. */
    private static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;

    private static final int WIDTH = 8;
    private static final long[][] TABLES = tables();

    private long crc = -1;

    private static long[][] tables() {
        long[][] tables = new long[WIDTH][256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ POLYNOMIAL;
            }
            tables[0][i] = value;
        }
        for (int i = 0; i < 256; i++) {
            for (int table = 1; table < WIDTH; table++) {
                long before = tables[table - 1][i];
                tables[table][i] = (before >>> 8) ^ tables[0][(int) before & 0xff];
            }
        }
        return tables;
    }

    @Override
    public void update(int b) {
        crc = (crc >>> 8) ^ TABLES[0][(int) (crc ^ b) & 0xff];
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        for (; end - at >= WIDTH; at += WIDTH) {
            long next = crc;
            for (int i = 0; i < WIDTH; i++) {
                next ^= (bytes[at + i] & 0xffL) << (8 * i);
            }
            crc = TABLES[7][(int) next & 0xff]
                    ^ TABLES[6][(int) (next >>> 8) & 0xff]
                    ^ TABLES[5][(int) (next >>> 16) & 0xff]
                    ^ TABLES[4][(int) (next >>> 24) & 0xff]
                    ^ TABLES[3][(int) (next >>> 32) & 0xff]
                    ^ TABLES[2][(int) (next >>> 40) & 0xff]
                    ^ TABLES[1][(int) (next >>> 48) & 0xff]
                    ^ TABLES[0][(int) (next >>> 56) & 0xff];
        }
        for (; at < end; at++) {
            update(bytes[at]);
        }
    }

    @Override
    public long getValue() {
        return ~crc;
    }

    @Override
    public void reset() {
        crc = -1;
    }

    /** The value in S3's notation: eight bytes, big-endian, in Base64. */
    String base64() {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (getValue() >>> (8 * (bytes.length - 1 - i)));
        }
        return Base64.getEncoder().encodeToString(bytes);
    }
}
