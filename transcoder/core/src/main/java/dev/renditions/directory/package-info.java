/** Store, leases and sources in local folders. */
@NullMarked
package dev.renditions.directory;

import org.jspecify.annotations.NullMarked;
