/** Finds a rendition, or a recorded failure, without encoding. */
@NullMarked
package dev.renditions.service.lookup;

import org.jspecify.annotations.NullMarked;
