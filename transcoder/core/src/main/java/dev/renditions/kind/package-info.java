/**
 * What all kinds of profile share: the types of a profile and its plan, and the list of kinds. It does not depend on any
 * single kind.
 */
@NullMarked
package dev.renditions.kind;

import org.jspecify.annotations.NullMarked;
