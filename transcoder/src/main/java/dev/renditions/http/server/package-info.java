/**
 * The on-demand API on this machine: a server around {@link dev.renditions.http}, a pool that makes what is missing, a place
 * for uploads, events for who watches, and a page. The one package that knows Jetty and Prometheus.
 */
@NullMarked
package dev.renditions.http.server;

import org.jspecify.annotations.NullMarked;
