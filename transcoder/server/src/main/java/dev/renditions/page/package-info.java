/** The files of the web page that shows renditions, for the local server and for galleries. */
@NullMarked
package dev.renditions.page;

import org.jspecify.annotations.NullMarked;
