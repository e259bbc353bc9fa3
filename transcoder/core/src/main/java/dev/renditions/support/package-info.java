/** Small values and functions that all modules use; knows nothing of renditions. */
@NullMarked
package dev.renditions.support;

import org.jspecify.annotations.NullMarked;
