/**
 * What all stores share: where the files of a rendition lie, how its manifest is written, and how a store is
 * verified.
 */
@NullMarked
package dev.renditions.store;

import org.jspecify.annotations.NullMarked;
