/** Safe use of files on a machine with other users: which paths they can redirect, and deletion that follows no link. */
@NullMarked
package dev.renditions.files;

import org.jspecify.annotations.NullMarked;
