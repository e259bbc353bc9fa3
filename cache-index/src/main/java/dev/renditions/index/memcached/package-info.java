/**
 * The index in Memcached, shared by every worker. The only package that knows {@code net.spy.memcached}, of the ElastiCache
 * client.
 */
@NullMarked
package dev.renditions.index.memcached;

import org.jspecify.annotations.NullMarked;
