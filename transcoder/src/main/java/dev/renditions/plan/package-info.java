/** What a profile makes of a source: decided before anything runs, by pure functions. */
@NullMarked
package dev.renditions.plan;

import org.jspecify.annotations.NullMarked;
