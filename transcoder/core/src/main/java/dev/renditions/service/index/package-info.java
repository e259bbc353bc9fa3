/** The index as the service sees it: it may fail, and what it says is verified. */
@NullMarked
package dev.renditions.service.index;

import org.jspecify.annotations.NullMarked;
