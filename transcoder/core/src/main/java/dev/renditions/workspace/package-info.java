/** The disk space of jobs: their folders, the sources in them, and reservations of free space. */
@NullMarked
package dev.renditions.workspace;

import org.jspecify.annotations.NullMarked;
