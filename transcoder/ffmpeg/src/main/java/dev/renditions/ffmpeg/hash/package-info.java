/** Hashes what each stream of a source decodes to, from its packets, without decoding. */
@NullMarked
package dev.renditions.ffmpeg.hash;

import org.jspecify.annotations.NullMarked;
