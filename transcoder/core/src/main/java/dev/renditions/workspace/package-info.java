/** The disk space of jobs: their folders, the sources in them, and what may still be written. */
@NullMarked
package dev.renditions.workspace;

import org.jspecify.annotations.NullMarked;
