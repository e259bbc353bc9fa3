/** The part of the core that callers and adapters use: its ports, their values and the exceptions of a rendition. */
@NullMarked
package dev.renditions.api;

import org.jspecify.annotations.NullMarked;
