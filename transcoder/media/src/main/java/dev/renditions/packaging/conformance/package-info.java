/** Checks a streaming package against the rules of HLS and DASH. */
@NullMarked
package dev.renditions.packaging.conformance;

import org.jspecify.annotations.NullMarked;
