/**
 * Turns finished tracks into a package that players stream by byte range: the playlists of HLS and the manifest of DASH over
 * the same files, and the check that proves them. Values and functions over files; knows no encoder and no store.
 */
@NullMarked
package dev.renditions.packaging;

import org.jspecify.annotations.NullMarked;
