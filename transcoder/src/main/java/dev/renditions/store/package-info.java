/** What all stores share: where the files of a rendition lie beneath a root, and how its manifest is written. */
@NullMarked
package dev.renditions.store;

import org.jspecify.annotations.NullMarked;
