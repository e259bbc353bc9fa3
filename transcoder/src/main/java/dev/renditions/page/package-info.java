/** The page on which a person sees renditions: its files, for the local server and for galleries that need none. */
@NullMarked
package dev.renditions.page;

import org.jspecify.annotations.NullMarked;
