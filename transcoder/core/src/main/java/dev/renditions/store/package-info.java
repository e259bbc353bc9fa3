/** What all stores share: the layout of files, the format of manifests and leases, and the verification of a store. */
@NullMarked
package dev.renditions.store;

import org.jspecify.annotations.NullMarked;
