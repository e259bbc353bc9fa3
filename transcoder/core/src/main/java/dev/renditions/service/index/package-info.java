/** The index as the service uses it: it may fail, and the store confirms its entries. */
@NullMarked
package dev.renditions.service.index;

import org.jspecify.annotations.NullMarked;
