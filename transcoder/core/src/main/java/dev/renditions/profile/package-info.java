/**
 * What a user can request: named sets of settings, the file that defines them, and the fingerprint that identifies them.
 */
@NullMarked
package dev.renditions.profile;

import org.jspecify.annotations.NullMarked;
