/** Small types that all modules use. They know nothing about renditions. */
@NullMarked
package dev.renditions.support;

import org.jspecify.annotations.NullMarked;
