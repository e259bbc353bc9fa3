/** Facts about a media file: its streams, sizes, rates and lengths. Values only. */
@NullMarked
package dev.renditions.media;

import org.jspecify.annotations.NullMarked;
