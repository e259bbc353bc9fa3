/** Converts subtitles of sources (ASS, SubRip, WebVTT) to WebVTT that is safe in a web page. */
@NullMarked
package dev.renditions.captions;

import org.jspecify.annotations.NullMarked;
