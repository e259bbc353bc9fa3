/** Settings that several kinds of profile share, and their reading from JSON. */
@NullMarked
package dev.renditions.kind.settings;

import org.jspecify.annotations.NullMarked;
