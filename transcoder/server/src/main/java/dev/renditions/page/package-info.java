/** The web page on which a person sees renditions: its files, for the local server and for galleries. */
@NullMarked
package dev.renditions.page;

import org.jspecify.annotations.NullMarked;
