/** Links by which clients fetch files of renditions. */
@NullMarked
package dev.renditions.api.link;

import org.jspecify.annotations.NullMarked;
