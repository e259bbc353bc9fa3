/**
 * Connections to one or more Memcached nodes: discovery, TLS, circuit breakers and bounded replies. Only this package
 * and its parent use {@code net.spy.memcached}, the package of the ElastiCache client.
 */
@NullMarked
package dev.renditions.index.memcached.cluster;

import org.jspecify.annotations.NullMarked;
