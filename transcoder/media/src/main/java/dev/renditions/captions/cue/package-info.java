/** Lines, blocks and cues of subtitle files, whatever their format. */
@NullMarked
package dev.renditions.captions.cue;

import org.jspecify.annotations.NullMarked;
