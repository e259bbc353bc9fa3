/**
 * The cache index: a port for each purpose, {@link dev.renditions.index.ArtifactIndex} with all of them, and their values.
 * A port has the plural name of its value.
 */
@NullMarked
package dev.renditions.index;

import org.jspecify.annotations.NullMarked;
