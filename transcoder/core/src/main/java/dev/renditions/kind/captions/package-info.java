/** The kind {@code captions}: text subtitles as WebVTT. */
@NullMarked
package dev.renditions.kind.captions;

import org.jspecify.annotations.NullMarked;
