/**
 * What all kinds of profile have in common: the types of a profile and its plan, and the list of kinds. Knows
 * none of them.
 */
@NullMarked
package dev.renditions.kind;

import org.jspecify.annotations.NullMarked;
