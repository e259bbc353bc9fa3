/** One request for renditions of one source, and what is known about it so far. */
@NullMarked
package dev.renditions.service.request;

import org.jspecify.annotations.NullMarked;
