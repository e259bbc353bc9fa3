/** What callers and adapters see of the core: its ports, their values and the exceptions of a rendition. */
@NullMarked
package dev.renditions.api;

import org.jspecify.annotations.NullMarked;
