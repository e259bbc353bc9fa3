/** Which uploads get which profiles. */
@NullMarked
package dev.renditions.profile.route;

import org.jspecify.annotations.NullMarked;
