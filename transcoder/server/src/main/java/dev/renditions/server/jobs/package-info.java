/** Encodes in the background, and what is known of their progress. */
@NullMarked
package dev.renditions.server.jobs;

import org.jspecify.annotations.NullMarked;
