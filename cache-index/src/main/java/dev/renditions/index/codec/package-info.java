/** The stored form of index entries: cache keys, JSON values and the seal that authenticates them. For adapters. */
@NullMarked
package dev.renditions.index.codec;

import org.jspecify.annotations.NullMarked;
