/** Settings that several kinds share, and how they are read from JSON. */
@NullMarked
package dev.renditions.kind.settings;

import org.jspecify.annotations.NullMarked;
