/**
 * Turns the subtitles of sources (ASS, SubRip, WebVTT) into WebVTT that is harmless in a web page. Functions over files; knows
 * no decoder.
 */
@NullMarked
package dev.renditions.captions;

import org.jspecify.annotations.NullMarked;
