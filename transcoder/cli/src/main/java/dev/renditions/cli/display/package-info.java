/** What the command line shows: tables and progress. */
@NullMarked
package dev.renditions.cli.display;

import org.jspecify.annotations.NullMarked;
