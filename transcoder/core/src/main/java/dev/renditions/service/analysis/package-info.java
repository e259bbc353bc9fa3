/** Analyses of contents: what they are, and where their results are remembered. */
@NullMarked
package dev.renditions.service.analysis;

import org.jspecify.annotations.NullMarked;
