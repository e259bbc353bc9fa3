/**
 * The local server: the on-demand API, a queue for what is missing, uploads, events and the page. Its packages
 * are the only ones that know Jetty and Prometheus.
 */
@NullMarked
package dev.renditions.server;

import org.jspecify.annotations.NullMarked;
