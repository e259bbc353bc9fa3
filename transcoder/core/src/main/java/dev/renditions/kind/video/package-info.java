/** The kind {@code video}: an MP4 of one size, whose streams are encoded or copied. */
@NullMarked
package dev.renditions.kind.video;

import org.jspecify.annotations.NullMarked;
