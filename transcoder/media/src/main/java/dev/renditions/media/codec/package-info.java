/** The codecs that are compared: those that are encoded, copied or treated in a way of their own. */
@NullMarked
package dev.renditions.media.codec;

import org.jspecify.annotations.NullMarked;
