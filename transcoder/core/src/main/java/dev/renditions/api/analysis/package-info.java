/** The port for results of content analyses that a store keeps. */
@NullMarked
package dev.renditions.api.analysis;

import org.jspecify.annotations.NullMarked;
