/**
 * What a user can ask for: named sets of settings, their file, and the fingerprint that identifies them. Values
 * only.
 */
@NullMarked
package dev.renditions.profile;

import org.jspecify.annotations.NullMarked;
