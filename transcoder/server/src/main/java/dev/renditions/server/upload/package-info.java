/** Uploads: space, quotas, names. */
@NullMarked
package dev.renditions.server.upload;

import org.jspecify.annotations.NullMarked;
