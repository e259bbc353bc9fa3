package dev.renditions.packaging.conformance;

import java.time.Duration;
import java.util.Set;

/**
 * What the HLS playlists play, which the DASH manifest must play as well. Immutable.
 *
 * @param names names of the tracks' files
 * @param length duration of the video
 */
record PlayedFiles(Set<String> names, Duration length) {}
