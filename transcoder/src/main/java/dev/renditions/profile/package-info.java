/** What may be asked for: named sets of settings, their file, and the fingerprint that names them. Values only. */
@NullMarked
package dev.renditions.profile;

import org.jspecify.annotations.NullMarked;
