/**
 * The local server: the on-demand API, a queue for missing renditions, uploads, events and the page. Only these
 * packages use Jetty and Prometheus.
 */
@NullMarked
package dev.renditions.server;

import org.jspecify.annotations.NullMarked;
