/** The command line. */
@NullMarked
package dev.renditions.cli;

import org.jspecify.annotations.NullMarked;
