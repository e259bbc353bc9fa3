/** The index in the memory of one process: for a single machine, and the oracle of tests. */
@NullMarked
package dev.renditions.index.memory;

import org.jspecify.annotations.NullMarked;
