/** Answers requests for renditions: looks them up, and encodes them on a miss. */
@NullMarked
package dev.renditions.service;

import org.jspecify.annotations.NullMarked;
