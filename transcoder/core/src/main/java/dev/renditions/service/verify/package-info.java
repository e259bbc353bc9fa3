/** Verifies the outputs of an encode before they are published. */
@NullMarked
package dev.renditions.service.verify;

import org.jspecify.annotations.NullMarked;
