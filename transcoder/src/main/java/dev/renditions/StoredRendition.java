package dev.renditions;

import dev.renditions.index.RenditionLocation;

/**
 * A published rendition. Immutable.
 *
 * @param manifest what it is
 * @param location where its main file is
 */
public record StoredRendition(Manifest manifest, RenditionLocation location) {}
