/** Settings, and the code that creates and connects all adapters. */
@NullMarked
package dev.renditions.config;

import org.jspecify.annotations.NullMarked;
