package dev.renditions.media.mp4;

/**
 * A box at the top level of an MP4 file. Immutable.
 *
 * @param type its four characters
 * @param start its offset in the file
 * @param header the size of its header in bytes
 * @param size its size in bytes, including the header
 */
record Box(String type, long start, int header, long size) {
    /** The offset after its last byte. */
    long end() {
        return start + size;
    }
}
