package dev.renditions.kind;

import java.nio.file.Path;

/**
 * One encoded file, not yet verified. Immutable.
 *
 * @param file its path; the name there does not depend on its contents
 * @param name its name in the rendition
 * @param mediaType such as {@code video/mp4}
 */
public record OutputFile(Path file, String name, String mediaType) {}
