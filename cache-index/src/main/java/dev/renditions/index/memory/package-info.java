/** The index in the memory of one process: for a single machine, and as the reference in tests. */
@NullMarked
package dev.renditions.index.memory;

import org.jspecify.annotations.NullMarked;
