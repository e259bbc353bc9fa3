/** The index: where the rendition of a content and a profile is, and who is making it now. */
@NullMarked
package dev.renditions.index;

import org.jspecify.annotations.NullMarked;
