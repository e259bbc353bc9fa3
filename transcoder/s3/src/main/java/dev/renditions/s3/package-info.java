/** Store, leases, sources and links in Amazon S3 or a compatible service. The only package that uses its SDK. */
@NullMarked
package dev.renditions.s3;

import org.jspecify.annotations.NullMarked;
