/** Background encodes and their progress. */
@NullMarked
package dev.renditions.server.jobs;

import org.jspecify.annotations.NullMarked;
