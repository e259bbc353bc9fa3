/** Finds what {@code renditions check} checks, and reports the violations. */
@NullMarked
package dev.renditions.cli.check;

import org.jspecify.annotations.NullMarked;
