package dev.renditions.media.mp4;

/**
 * A box at the top level of an MP4 file. Immutable.
 *
 * @param type its four characters
 * @param start where it begins in the file
 * @param header how many bytes of it are its own size and type
 * @param size all of its bytes
 */
record Box(String type, long start, int header, long size) {
    /** The first byte behind it. */
    long end() {
        return start + size;
    }
}
