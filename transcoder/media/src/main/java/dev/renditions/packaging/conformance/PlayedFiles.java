package dev.renditions.packaging.conformance;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What the HLS playlists play, which the DASH manifest must play as well. Immutable.
 *
 * @param names names of the tracks' files
 * @param length duration of the video
 * @param languages languages of audio tracks, by the names of their files
 */
record PlayedFiles(Set<String> names, Duration length, Map<String, String> languages) {}
