/**
 * The cache index: where the rendition of a content and profile is, and which worker is making it. The port and
 * its values.
 */
@NullMarked
package dev.renditions.index;

import org.jspecify.annotations.NullMarked;
