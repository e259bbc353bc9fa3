/**
 * What the project is about: which rendition a source needs, whether it exists, and who makes it. Knows no SDK, no ffmpeg
 * and no memcached; those stand behind the ports {@link dev.renditions.ObjectStore}, {@link dev.renditions.Transcoder},
 * {@link dev.renditions.Source} and {@link dev.renditions.index.ArtifactIndex}.
 */
@NullMarked
package dev.renditions;

import org.jspecify.annotations.NullMarked;
