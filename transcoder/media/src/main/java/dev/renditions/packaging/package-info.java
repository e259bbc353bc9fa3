/** Packages encoded tracks for streaming by byte range: HLS playlists and a DASH manifest over the same files. */
@NullMarked
package dev.renditions.packaging;

import org.jspecify.annotations.NullMarked;
