package dev.renditions.packaging.conformance;

import java.time.Duration;
import java.util.Set;

/**
 * What the playlists of HLS play, which the manifest of DASH has to play, too. Immutable.
 *
 * @param names of the tracks' files
 * @param length how long the video lasts
 */
record PlayedFiles(Set<String> names, Duration length) {}
