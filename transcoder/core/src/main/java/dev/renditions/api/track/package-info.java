/** The encoded tracks of renditions. */
@NullMarked
package dev.renditions.api.track;

import org.jspecify.annotations.NullMarked;
