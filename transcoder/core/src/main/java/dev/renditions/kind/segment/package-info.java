/** How long video tracks are cut into segments, which any worker can encode. */
@NullMarked
package dev.renditions.kind.segment;

import org.jspecify.annotations.NullMarked;
