/** The index in Memcached, shared by all workers. */
@NullMarked
package dev.renditions.index.memcached;

import org.jspecify.annotations.NullMarked;
