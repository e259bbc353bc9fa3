package dev.renditions.kind;

import java.nio.file.Path;

/**
 * One file that was made, not yet verified. Immutable.
 *
 * @param file where it is; its name there says nothing of what is in it
 * @param name what it is to be called in the rendition
 * @param mediaType such as {@code video/mp4}
 */
public record OutputFile(Path file, String name, String mediaType) {}
