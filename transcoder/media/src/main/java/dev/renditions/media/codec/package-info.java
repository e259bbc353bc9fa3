/** The codecs that the code distinguishes: those that are encoded, copied or handled specially. */
@NullMarked
package dev.renditions.media.codec;

import org.jspecify.annotations.NullMarked;
