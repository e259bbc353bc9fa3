/** Selects the profiles for uploads. */
@NullMarked
package dev.renditions.profile.route;

import org.jspecify.annotations.NullMarked;
