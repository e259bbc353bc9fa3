/** Store, leases and sources in a folder of this machine. */
@NullMarked
package dev.renditions.directory;

import org.jspecify.annotations.NullMarked;
