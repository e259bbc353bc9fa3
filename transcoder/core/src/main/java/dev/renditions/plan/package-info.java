/** What a profile means for one source: decided before anything runs, by pure functions. */
@NullMarked
package dev.renditions.plan;

import org.jspecify.annotations.NullMarked;
