/** The command line, the settings, and the one class that puts every part together. */
@NullMarked
package dev.renditions.app;

import org.jspecify.annotations.NullMarked;
