/** Settings, and the wiring of all adapters. */
@NullMarked
package dev.renditions.config;

import org.jspecify.annotations.NullMarked;
