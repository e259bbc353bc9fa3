/** Answers requests for renditions: looks them up, and has them made on a miss. */
@NullMarked
package dev.renditions.service;

import org.jspecify.annotations.NullMarked;
