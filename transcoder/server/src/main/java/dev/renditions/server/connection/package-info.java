/** Limits on connections: their number, and the minimum rate of a client. */
@NullMarked
package dev.renditions.server.connection;

import org.jspecify.annotations.NullMarked;
