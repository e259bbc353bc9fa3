/** Makes a missing rendition once: leases, encode, publication. */
@NullMarked
package dev.renditions.service.encode;

import org.jspecify.annotations.NullMarked;
