package dev.renditions.mutation;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A way to damage a file. Each returns new bytes, never an empty array, and does not change its input. */
enum Mutation {
    /** Flips a few bits anywhere. */
    FLIP_BITS {
        @Override
        byte[] of(byte[] file, RandomGenerator random) {
            byte[] bytes = file.clone();
            for (int left = random.nextInt(1, 17); left > 0; left--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return bytes;
        }
    },
    /** Truncates, like an interrupted download. */
    CUT_END {
        @Override
        byte[] of(byte[] file, RandomGenerator random) {
            return Arrays.copyOf(file, random.nextInt(1, file.length + 1));
        }
    },
    /** Removes a block. */
    CUT_OUT {
        @Override
        byte[] of(byte[] file, RandomGenerator random) {
            int length = blockLength(file, random);
            int start = random.nextInt(file.length - length + 1);
            byte[] bytes = Arrays.copyOf(file, Math.max(1, file.length - length));
            System.arraycopy(file, Math.min(start + length, file.length - 1), bytes, start, bytes.length - start);
            return bytes;
        }
    },
    /** Fills a block with zeros or ones. */
    BLANK {
        @Override
        byte[] of(byte[] file, RandomGenerator random) {
            byte[] bytes = file.clone();
            int length = blockLength(file, random);
            int start = random.nextInt(file.length - length + 1);
            Arrays.fill(bytes, start, start + length, (byte) (random.nextBoolean() ? 0 : 0xff));
            return bytes;
        }
    },
    /** Swaps two blocks, which may overlap. */
    SWAP_BLOCKS {
        @Override
        byte[] of(byte[] file, RandomGenerator random) {
            byte[] bytes = file.clone();
            int length = blockLength(file, random);
            int one = random.nextInt(file.length - length + 1);
            int other = random.nextInt(file.length - length + 1);
            System.arraycopy(file, one, bytes, other, length);
            System.arraycopy(file, other, bytes, one, length);
            return bytes;
        }
    },
    /** Inserts a copy of a block anywhere. */
    DUPLICATE_BLOCK {
        @Override
        byte[] of(byte[] file, RandomGenerator random) {
            int length = blockLength(file, random);
            int start = random.nextInt(file.length - length + 1);
            int place = random.nextInt(file.length + 1);
            return ByteBuffer.allocate(file.length + length)
                    .put(file, 0, place)
                    .put(file, start, length)
                    .put(file, place, file.length - place)
                    .array();
        }
    },
    /** Writes noise into the header. */
    OVERWRITE_HEADER {
        @Override
        byte[] of(byte[] file, RandomGenerator random) {
            byte[] bytes = file.clone();
            int header = Math.min(HEADER, file.length);
            int start = random.nextInt(header);
            byte[] noise = new byte[random.nextInt(1, Math.min(64, header - start) + 1)];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, bytes, start, noise.length);
            return bytes;
        }
    },
    /** Overwrites a number with an extreme value, since readers trust sizes, counts and times most. */
    EXTREME_NUMBER {
        @Override
        byte[] of(byte[] file, RandomGenerator random) {
            if (file.length < Integer.BYTES) {
                return FLIP_BITS.of(file, random);
            }
            byte[] bytes = file.clone();
            int reach = random.nextBoolean() ? Math.min(HEADER, file.length) : file.length;
            int place = random.nextInt(Math.max(1, reach - Integer.BYTES + 1));
            ByteBuffer.wrap(bytes).putInt(place, EXTREMES[random.nextInt(EXTREMES.length)]);
            return bytes;
        }
    };

    private static final int HEADER = 1024;
    private static final int[] EXTREMES = {
        0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x0000ffff, 0x00010000, 0x3fffffff, 0x01000000
    };

    /**
     * Damages a file.
     *
     * @param file at least one byte
     */
    abstract byte[] of(byte[] file, RandomGenerator random);

    /** A length from one byte to a quarter of the file, distributed logarithmically. */
    private static int blockLength(byte[] file, RandomGenerator random) {
        int most = Math.max(1, file.length / 4);
        return Math.min(most, 1 + (int) Math.pow(most, random.nextDouble()));
    }
}
