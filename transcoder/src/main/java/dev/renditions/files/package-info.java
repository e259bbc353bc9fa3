/** What concerns files and their owners on a machine that other users share: whom a path can be trusted with, and deletion. */
@NullMarked
package dev.renditions.files;

import org.jspecify.annotations.NullMarked;
