/** Tracks that several kinds consist of: how they are planned and verified. */
@NullMarked
package dev.renditions.kind.track;

import org.jspecify.annotations.NullMarked;
