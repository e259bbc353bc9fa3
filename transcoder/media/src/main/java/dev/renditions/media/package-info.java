/** Facts about a media file: its streams, sizes, rates and durations. Value types only. */
@NullMarked
package dev.renditions.media;

import org.jspecify.annotations.NullMarked;
