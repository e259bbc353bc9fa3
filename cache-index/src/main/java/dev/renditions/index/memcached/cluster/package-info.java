/**
 * Connections to one or more Memcached nodes: discovery, TLS, circuit breakers and bounded replies. With its
 * parent the only packages that know {@code net.spy.memcached}, of the ElastiCache client.
 */
@NullMarked
package dev.renditions.index.memcached.cluster;

import org.jspecify.annotations.NullMarked;
