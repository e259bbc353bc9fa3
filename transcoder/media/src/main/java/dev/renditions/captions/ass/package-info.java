/** Reads subtitles in ASS and SSA. */
@NullMarked
package dev.renditions.captions.ass;

import org.jspecify.annotations.NullMarked;
