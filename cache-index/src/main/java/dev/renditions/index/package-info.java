/**
 * The cache index: one port for each purpose, {@link dev.renditions.index.ArtifactIndex} that combines them, and their
 * values. A port is named by the plural of its value.
 */
@NullMarked
package dev.renditions.index;

import org.jspecify.annotations.NullMarked;
