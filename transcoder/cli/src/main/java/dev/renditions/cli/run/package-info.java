/** A run over many sources. */
@NullMarked
package dev.renditions.cli.run;

import org.jspecify.annotations.NullMarked;
